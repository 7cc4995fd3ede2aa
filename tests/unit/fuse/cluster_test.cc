#include "tocsin/fuse/cluster.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace tocsin::fuse {
namespace {

using Groups = std::vector<std::vector<std::uint32_t>>;
constexpr Linkage kLinkage{0.5, 0.0};

/// Items each of a report of its own.
std::vector<Item> own_reports(std::uint32_t count) {
  std::vector<Item> items;
  for (std::uint32_t report = 0; report < count; ++report) items.push_back({report});
  return items;
}

TEST_CASE("clusters merge while the mean between them reaches the threshold") {
  const std::vector<Edge> edges = {{0, 1, 0.9}, {1, 2, 0.8}, {0, 2, 0.4}, {2, 3, 0.6}};
  // {0,1} and 2 have a mean of 0.6; 3 and {0,1,2} one of 0.2 only.
  CHECK(cluster(own_reports(4), edges, kLinkage) == Groups{{0, 1, 2}, {3}});
}

TEST_CASE("a chain of like neighbours does not become one cluster") {
  std::vector<Edge> edges;
  for (std::uint32_t at = 0; at + 1 < 10; ++at) edges.push_back({at, at + 1, 0.6});
  for (const auto& members : cluster(own_reports(10), edges, kLinkage)) CHECK(members.size() <= 2);
}

TEST_CASE("a pair that must stay apart keeps its clusters apart") {
  const std::vector<Edge> edges = {{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, 0.9, true}};
  const Groups groups = cluster(own_reports(3), edges, kLinkage);
  for (const auto& members : groups) {
    CHECK_FALSE((std::count(members.begin(), members.end(), 0) == 1 &&
                 std::count(members.begin(), members.end(), 2) == 1));
  }
}

TEST_CASE("a report that tells of a thing twice is one witness, with its better telling") {
  // 0 and 1 are of one report; 2 fits the one and not the other.
  const std::vector<Edge> edges = {{0, 1, 0.9}, {0, 2, 0.7}, {1, 2, 0.1}};
  CHECK(cluster(std::vector<Item>{{0}, {0}, {1}}, edges, kLinkage) == Groups{{0, 1, 2}});
  CHECK(cluster(own_reports(3), edges, kLinkage) == Groups{{0, 1}, {2}});
}

TEST_CASE("an item that goes alone joins by its best tie") {
  const std::vector<Edge> edges = {{0, 1, 0.9}, {0, 2, 0.6}, {1, 2, 0.1}};
  CHECK(cluster(own_reports(3), edges, kLinkage) == Groups{{0, 1}, {2}});
  CHECK(cluster(std::vector<Item>{{0}, {1}, {2, true}}, edges, kLinkage) == Groups{{0, 1, 2}});
}

TEST_CASE("within one report the mean counts") {
  const std::vector<Edge> edges = {{0, 1, 0.9}, {0, 2, 0.7}, {1, 2, 0.1}};
  CHECK(cluster(std::vector<Item>{{0}, {0}, {0}}, edges, kLinkage) == Groups{{0, 1}, {2}});
}

TEST_CASE("the order of edges does not matter") {
  std::mt19937 random(3);
  std::vector<Edge> edges;
  for (std::uint32_t a = 0; a < 30; ++a) {
    for (std::uint32_t b = a + 1; b < 30; ++b) {
      if (random() % 3 == 0) edges.push_back({a, b, static_cast<double>(random() % 100) / 100});
    }
  }
  const Groups groups = cluster(own_reports(30), edges, kLinkage);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(edges.begin(), edges.end(), random);
    CHECK(cluster(own_reports(30), edges, kLinkage) == groups);
  }
}

TEST_CASE("components are what edges hold together") {
  const std::vector<Edge> edges = {{4, 1}, {1, 3}};
  CHECK(components(5, edges) == Groups{{0}, {1, 3, 4}, {2}});
}

}  // namespace
}  // namespace tocsin::fuse
