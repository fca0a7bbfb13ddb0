"""Writes the word frequencies of the package wordfreq as de.tsv and en.tsv, for `hinweisbot encoder`."""

from wordfreq import get_frequency_list

for language in ("de", "en"):
    with open(f"{language}.tsv", "w", encoding="utf-8") as file:
        for step, words in enumerate(get_frequency_list(language, wordlist="large")):
            # Words stand in steps of a hundredth of a power of ten, the most frequent first.
            for word in words:
                file.write(f"{word}\t{10 ** (-step / 100):.3g}\n")
