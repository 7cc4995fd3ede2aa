#include <doctest/doctest.h>

#include "tocsin/serve/fetch.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

bool is_taken(const std::string& words) {
  try {
    expect_public(parse_url(words));
    return true;
  } catch (const Problem& problem) {
    CHECK(problem.code() == "bad_value");
    CHECK(problem.field() == "url");
    return false;
  }
}

}  // namespace

TEST_CASE("addresses of the open internet are taken") {
  for (const std::string words :
       {"https://news.example/feed.xml", "http://news.example", "HTTPS://News.Example:443/?a=1#b",
        "https://1.1.1.1/", "http://8.8.8.8:80/a", "https://[2606:4700::1111]/"}) {
    CAPTURE(words);
    CHECK(is_taken(words));
  }
}

TEST_CASE(
    "addresses that lead into this machine or network are refused, however they are written") {
  for (const std::string words : {"http://127.0.0.1/",
                                  "http://127.1/",
                                  "http://127.0.1/",
                                  "http://127.255.255.254/",
                                  "http://2130706433/",
                                  "http://0x7f000001/",
                                  "http://0x7f.0.0.1/",
                                  "http://0177.0.0.1/",
                                  "http://017700000001/",
                                  "http://0/",
                                  "http://0.0.0.0/",
                                  "http://00000.0/",
                                  "http://10.0.0.1/",
                                  "http://10.255.255.255/",
                                  "http://172.16.0.1/",
                                  "http://172.31.255.1/",
                                  "http://192.168.0.1/",
                                  "http://192.168.255.255/",
                                  "http://169.254.169.254/latest/meta-data/",
                                  "http://169.254.0.1/",
                                  "http://100.64.0.1/",
                                  "http://100.127.255.255/",
                                  "http://192.0.0.1/",
                                  "http://192.0.2.1/",
                                  "http://198.18.0.1/",
                                  "http://198.51.100.1/",
                                  "http://203.0.113.1/",
                                  "http://224.0.0.1/",
                                  "http://239.255.255.255/",
                                  "http://240.0.0.1/",
                                  "http://255.255.255.255/",
                                  "http://[::1]/",
                                  "http://[::]/",
                                  "http://[::ffff:127.0.0.1]/",
                                  "http://[::ffff:7f00:1]/",
                                  "http://[::127.0.0.1]/",
                                  "http://[fe80::1]/",
                                  "http://[fc00::1]/",
                                  "http://[fd12:3456::1]/",
                                  "http://[ff02::1]/",
                                  "http://[2002:7f00:1::]/",
                                  "http://[2001::1]/",
                                  "http://[2001:db8::1]/",
                                  "http://[64:ff9b::7f00:1]/",
                                  "http://[100::1]/",
                                  "http://[fec0::1]/",
                                  "http://[3fff::1]/",
                                  "http://[0:0:0:0:0:0:0:1]/",
                                  "http://[0:0:0:0:0:ffff:10.0.0.1]/",
                                  "http://[fe80::1%25eth0]/",
                                  "http://localhost/",
                                  "http://LOCALHOST/",
                                  "http://localhost./",
                                  "http://a.localhost/",
                                  "http://desk.local/",
                                  "http://desk.internal/",
                                  "http://desk.lan/",
                                  "http://router.home.arpa/",
                                  "http://metadata.google.internal/",
                                  "http://intranet/",
                                  "http://desk/",
                                  "http://db.localdomain/",
                                  "http://127.0.0.1:22/",
                                  "http://news.example:22/",
                                  "http://news.example:6379/",
                                  "http://news.example:8437/",
                                  "https://news.example:25/",
                                  "http://news.example:080/",
                                  "http://user@news.example/",
                                  "http://news.example@127.0.0.1/",
                                  "http://u:p@news.example/",
                                  "http://news.example\\@127.0.0.1/",
                                  "http://127.0.0.1\\.news.example/",
                                  "file:///etc/passwd",
                                  "gopher://127.0.0.1:70/",
                                  "ftp://news.example/",
                                  "dict://127.0.0.1:11211/",
                                  "ldap://127.0.0.1/",
                                  "jar:http://127.0.0.1/",
                                  "data:text/xml,a",
                                  "javascript:alert(1)",
                                  "//127.0.0.1/",
                                  "http:/127.0.0.1/",
                                  "http:127.0.0.1",
                                  "http:///etc/passwd",
                                  "http://",
                                  "",
                                  "http://[::1/",
                                  "http://[::1]evil/",
                                  "http://news.example/a b",
                                  "http://news.example/\r\nHost: a",
                                  "http://①②⑦.0.0.1/",
                                  "http://ⓛocalhost/",
                                  "http://127。0。0。1/",
                                  "http://0x7f.1/",
                                  "http://%31%32%37.0.0.1/",
                                  "http://127.0.0.1%00.news.example/"}) {
    CAPTURE(words);
    CHECK_FALSE(is_taken(words));
  }
}

TEST_CASE("what is no address is not public") {
  CHECK(is_public_address("1.1.1.1"));
  CHECK(is_public_address("2606:4700::1111"));
  for (const std::string words :
       {"", "news.example", "1.1.1", "127.0.0.1", "::1", "::ffff:1.1.1.1"}) {
    CAPTURE(words);
    CHECK_FALSE(is_public_address(words));
  }
}

}  // namespace tocsin::serve
