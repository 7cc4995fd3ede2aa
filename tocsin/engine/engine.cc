#include "tocsin/engine/engine.h"

#include <future>
#include <iterator>
#include <optional>
#include <utility>

#include "tocsin/analyse/analyse.h"
#include "tocsin/analyse/reader.h"
#include "tocsin/code/code.h"
#include "tocsin/code/codebook.h"
#include "tocsin/core/values.h"
#include "tocsin/engine/own_data.h"
#include "tocsin/resolve/resolve.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::engine {
namespace {

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

CodedReport assemble(const Report& report, const Text& text, Analysis analysis, Values values,
                     code::Coding coding) {
  CodedReport coded;
  coded.report = report;
  coded.report.published = values.document_date.date;
  coded.report.published_basis = values.document_date.basis;
  coded.language = text.language;
  coded.published_evidence = values.document_date.evidence;
  coded.published_reason = std::move(values.document_date.reason);
  coded.published_candidates = std::move(values.document_date.candidates);
  coded.events = std::move(coding.events);
  coded.mentions = std::move(analysis.mentions);
  coded.sentences_read = analysis.sentences_read;
  append(coded.diagnostics, std::move(analysis.diagnostics));
  append(coded.diagnostics, std::move(values.diagnostics));
  append(coded.diagnostics, std::move(coding.diagnostics));
  return coded;
}

text::Languages load_languages(const EngineOptions& options) {
  if (options.data_dir.empty()) {
    throw Error(ErrorCode::kDataMissing, "no data folder was found; expected one with lang/ in it");
  }
  return text::Languages::load(options.data_dir);
}

std::unique_ptr<analyse::Reader> open_reader(const EngineOptions& options) {
  if (options.model.empty()) {
    throw Error(ErrorCode::kModelMissing, "no model was found under models/; expected a .tmodel");
  }
  return analyse::Reader::open(options.model, {.threads = static_cast<int>(options.threads),
                                               .cache_dir = options.cache_dir});
}

std::optional<resolve::Gazetteer> open_gazetteer(const EngineOptions& options) {
  if (options.gazetteer.empty()) return std::nullopt;
  const std::filesystem::path own = own_places(options.home);
  if (!std::filesystem::exists(own)) return resolve::Gazetteer::open(options.gazetteer);
  return resolve::Gazetteer::open(options.gazetteer, own);
}

}  // namespace

struct Engine::Resources {
  explicit Resources(const EngineOptions& options)
      : opening(std::async(std::launch::async, open_reader, options)),
        languages(load_languages(options)),
        times(resolve::TimeRules::load(options.data_dir)),
        place_rules(resolve::PlaceRules::load(options.data_dir)),
        gazetteer(open_gazetteer(options)),
        actors(resolve::ActorTable::load(options.data_dir, own_actors(options.home))),
        numbers(resolve::NumberWords::load(options.data_dir)),
        realities(resolve::RealityRules::load(options.data_dir)),
        references(resolve::ReferenceRules::load(options.data_dir)),
        codebook(code::Codebook::load(options.data_dir)),
        reader(opening.get()) {
    if (are_places_stale(options.home)) {
      diagnostics.push_back({"places_changed",
                             "The tables of the desk's own places are newer than what was made of "
                             "them: run `tocsin gazetteer build`.",
                             {}});
    }
    if (gazetteer) return;
    diagnostics.push_back({"no_gazetteer",
                           "No gazetteer was found: places stay unresolved. " +
                               std::string(help(ErrorCode::kGazetteerMissing)),
                           {}});
  }

  resolve::Resources for_resolve() const {
    return {times,     place_rules, gazetteer ? &*gazetteer : nullptr, actors, numbers,
            realities, references};
  }

  std::future<std::unique_ptr<analyse::Reader>> opening;  // the slowest is begun first
  text::Languages languages;
  resolve::TimeRules times;
  resolve::PlaceRules place_rules;
  std::optional<resolve::Gazetteer> gazetteer;
  resolve::ActorTable actors;
  resolve::NumberWords numbers;
  resolve::RealityRules realities;
  resolve::ReferenceRules references;
  code::Codebook codebook;
  std::unique_ptr<analyse::Reader> reader;
  std::vector<Diagnostic> diagnostics;
};

Engine::Engine(const EngineOptions& options)
    : resources_(std::make_unique<const Resources>(options)) {}

Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

CodedReport Engine::code(const Report& report) const {
  const Text text = text::read(report, resources_->languages);
  Analysis analysis = analyse::analyse(report, text, *resources_->reader);
  Values values = resolve::resolve(report, text, analysis, resources_->for_resolve());
  code::Coding coding = code::code(report, text, analysis, values, resources_->codebook);
  return assemble(report, text, std::move(analysis), std::move(values), std::move(coding));
}

EngineInfo Engine::info() const {
  EngineInfo info;
  info.languages = resources_->languages.codes();
  for (const code::Type& type : resources_->codebook.types()) {
    ++info.event_types;
    info.event_modes += type.modes.size();
  }
  info.places = resources_->gazetteer ? resources_->gazetteer->size() : 0;
  info.reader = resources_->reader->manifest().name;
  info.reader_languages = resources_->reader->manifest().languages;
  info.reader_labels = resources_->reader->manifest().labels;
  return info;
}

const std::vector<Diagnostic>& Engine::diagnostics() const { return resources_->diagnostics; }

}  // namespace tocsin::engine
