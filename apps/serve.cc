// tocsin serve: the desk in the browser, for one person or a small team.
#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/resource_options.h"
#include "apps/terminal.h"
#include "tocsin/serve/guard.h"
#include "tocsin/serve/server.h"
#include "tocsin/serve/service.h"

namespace tocsin::apps {
namespace {

struct ServeOptions {
  DeskOptions desk;
  engine::PathRequest resources;
  std::string address = "127.0.0.1";
  unsigned short port = 8437;
  std::string certificate;
  std::string key;
  bool is_behind_proxy = false;
  bool allows_net = false;
  std::vector<std::string> hosts;
  double rate = 500;
  unsigned coders = 1;
};

void expect_safe(const ServeOptions& options) {
  if (options.certificate.empty() != options.key.empty()) {
    throw Error(ErrorCode::kUsage, "--tls-cert and --tls-key belong together");
  }
  const bool is_safe = serve::is_loopback(options.address) || !options.certificate.empty() ||
                       options.is_behind_proxy;
  if (!is_safe) {
    throw Error(ErrorCode::kUsage,
                "--address " + options.address +
                    " is open to others; expected --tls-cert and --tls-key, or --behind-proxy "
                    "with a proxy that ends TLS");
  }
  if (options.is_behind_proxy && options.hosts.empty()) {
    throw Error(ErrorCode::kUsage,
                "--behind-proxy: expected --host with the name that the proxy serves");
  }
}

// Every connection takes one descriptor; many systems allow 1024 unless asked for more.
void allow_connections(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = connections + 256;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::filesystem::path desk_to_serve(const ServeOptions& options) {
  const std::filesystem::path file = desk_file(options.desk);
  if (!std::filesystem::exists(file)) {
    open_desk(options.desk, engine::DeskMode::kCreate, options.resources);
    std::cerr << "tocsin: a new desk was begun: " << shown(file.string()) << "\n";
  }
  return file;
}

serve::ServiceOptions service_options(const ServeOptions& options) {
  serve::ServiceOptions result;
  result.house.desk = desk_to_serve(options);
  result.house.paths = found_paths(options.resources);
  result.house.coders = options.coders;
  result.thinkers = options.coders + 1;
  result.house.may_fetch = options.allows_net;
  result.house.gate.requests = {options.rate, 2 * options.rate};
  result.house.log = [](const std::string& line) { std::cerr << "tocsin: " + shown(line) + "\n"; };
  return result;
}

serve::Place place_of(const ServeOptions& options, unsigned short port) {
  serve::Place place;
  place.address = options.address;
  place.port = port;
  place.is_behind_proxy = options.is_behind_proxy;
  place.is_secure = !options.certificate.empty() || options.is_behind_proxy;
  place.names = options.hosts;
  return place;
}

// The token stands behind the #, so that it reaches no server and no log.
std::string link(const serve::Place& place, const std::string& secret) {
  std::string host = place.names.empty() ? place.address : place.names.front();
  if (host.find(':') != std::string::npos && !host.starts_with('[')) host = "[" + host + "]";
  const std::string port = place.is_behind_proxy ? "" : ":" + std::to_string(place.port);
  return (place.is_secure ? "https://" : "http://") + host + port + "/#token=" + secret;
}

ExitStatus run(const ServeOptions& options) {
  expect_safe(options);
  mallopt(M_ARENA_MAX, 8);  // many small answers at once: threads must not wait for each other
  serve::Service service(service_options(options));
  serve::ServerOptions listening;
  listening.address = options.address;
  listening.port = options.port;
  listening.certificate = options.certificate;
  listening.key = options.key;
  allow_connections(listening.limits.connections);
  serve::Server server(listening, service.duties());
  const serve::Place place = place_of(options, server.port());
  service.set_place(place);
  const serve::MadeToken made = serve::passing_token("desk", serve::Scope::kAdmin);
  service.house().gate().add(made.token);
  std::cout << link(place, made.secret) << std::endl;
  std::cerr << "tocsin: serving " << shown(desk_file(options.desk).string())
            << "; the link holds the key to it and is good until Ctrl+C.\n";
  server.run();
  service.end();
  return ExitStatus::kOk;
}

}  // namespace

void add_serve(CLI::App& app, ExitStatus& status) {
  const auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Open a desk in the browser, or for programs");
  command->add_option("--address", options->address, "Where to listen")
      ->type_name("IP")
      ->capture_default_str();
  command->add_option("--port", options->port, "0: any that is free")->capture_default_str();
  command->add_option("--tls-cert", options->certificate, "Certificate chain, PEM")
      ->type_name("FILE");
  command->add_option("--tls-key", options->key, "Private key, PEM")->type_name("FILE");
  command->add_flag("--behind-proxy", options->is_behind_proxy,
                    "A proxy on this machine or network ends TLS and names clients in "
                    "X-Forwarded-For");
  command->add_option("--host", options->hosts, "A name by which the desk is reached; repeatable")
      ->type_name("NAME");
  command->add_flag("--allow-net", options->allows_net, "Feeds may be fetched");
  command->add_option("--rate", options->rate, "Requests a second of one token or address")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  command->add_option("--coders", options->coders, "Reports that are coded at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  add_desk_option(*command, options->desk);
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
