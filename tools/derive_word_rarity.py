#!/usr/bin/env python3
"""Write data/fuse/words.tsv: how common the words of English and Arabic are, from the Python package wordfreq.

usage: derive_word_rarity.py > data/fuse/words.tsv      (needs wordfreq 3.1.1; run only to renew the table)

One word a line with its Zipf value: log10 of its occurrences in a billion words. Words below the
least value of a language are left out: fusion takes every word that the table lacks as that rare.
"""
import wordfreq

LEAST = {"en": 2.5, "ar": 3.0}
HEAD = """\
# How common words are: Zipf values (log10 of occurrences in a billion words), made by tools/derive_word_rarity.py
# from wordfreq 3.1.1 (Robyn Speer, 2022), whose data is under the Creative Commons Attribution-ShareAlike 4.0
# licence; this table is too."""


def main():
    print(HEAD)
    for language, least in LEAST.items():
        frequencies = wordfreq.get_frequency_dict(language, wordlist="best")
        for word in sorted(frequencies):
            value = wordfreq.zipf_frequency(word, language)
            if value > least and word.isalpha() and len(word) > 1:
                print(f"{word}\t{value:.1f}")


if __name__ == "__main__":
    main()
