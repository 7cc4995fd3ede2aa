// tocsin token: who may use a desk that is served.
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/terminal.h"
#include "tocsin/serve/tokens.h"

namespace tocsin::apps {
namespace {

struct TokenOptions {
  DeskOptions desk;
  std::string name;
  std::string scope = "read";
  std::int64_t days = 90;
  std::string id;
};

engine::Drawer open_drawer(const TokenOptions& options) {
  return engine::Drawer(desk_file(options.desk));
}

ExitStatus create(const TokenOptions& options) {
  engine::Drawer drawer = open_drawer(options);
  const serve::MadeToken made = serve::make_token(
      drawer, {options.name, serve::parse_scope(options.scope).value(), options.days});
  std::cout << made.secret << "\n";
  std::cerr << "tocsin: token " << made.token.id << " for " << shown(options.name) << ", scope "
            << options.scope << ", until " << made.token.expires
            << ". It is shown this once: keep it safe.\n";
  return ExitStatus::kOk;
}

ExitStatus list(const TokenOptions& options) {
  engine::Drawer drawer = open_drawer(options);
  const std::vector<serve::Token> tokens = serve::list_tokens(drawer);
  for (const serve::Token& token : tokens) {
    std::cout << token.id << "\t" << to_string(token.scope) << "\t" << token.expires << "\t"
              << (token.last_used.empty() ? "never used" : token.last_used) << "\t"
              << shown(token.name) << "\n";
  }
  return tokens.empty() ? ExitStatus::kNothingMatched : ExitStatus::kOk;
}

ExitStatus revoke(const TokenOptions& options) {
  engine::Drawer drawer = open_drawer(options);
  if (!serve::revoke_token(drawer, options.id)) {
    throw Error(ErrorCode::kNotFound, "token \"" + options.id +
                                          "\" is not in the desk; `tocsin "
                                          "token list` names those that are");
  }
  std::cerr << "tocsin: token " << shown(options.id) << " opens nothing any more.\n";
  return ExitStatus::kOk;
}

using Options = std::shared_ptr<TokenOptions>;

void add_create(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command =
      parent.add_subcommand("create", "Make a token; its secret goes to standard output");
  command->add_option("name", options->name, "Whose it is; stands in the journal")
      ->required()
      ->check([](const std::string& name) {
        return name.empty() || name.size() > 100 ? "expected 1 to 100 characters" : "";
      });
  command->add_option("--scope", options->scope, "read < review < write < admin")
      ->check(CLI::IsMember({"read", "review", "write", "admin"}))
      ->capture_default_str();
  command->add_option("--days", options->days, "Until it expires")
      ->check(CLI::Range(1, 366))
      ->capture_default_str();
  add_desk_option(*command, options->desk);
  command->callback([options, &status] { status = create(*options); });
}

}  // namespace

void add_token(CLI::App& app, ExitStatus& status) {
  const auto options = std::make_shared<TokenOptions>();
  CLI::App* command = app.add_subcommand("token", "Who may use a desk that is served");
  command->require_subcommand(1);
  add_create(*command, options, status);
  CLI::App* listing = command->add_subcommand("list", "Tokens without their secrets");
  add_desk_option(*listing, options->desk);
  listing->callback([options, &status] { status = list(*options); });
  CLI::App* revoking = command->add_subcommand("revoke", "A token that shall open nothing more");
  revoking->add_option("id", options->id, "As `tocsin token list` names it")->required();
  add_desk_option(*revoking, options->desk);
  revoking->callback([options, &status] { status = revoke(*options); });
}

}  // namespace tocsin::apps
