package net.weftnet.config.policy.language;

import java.util.Comparator;
import java.util.List;

/** Words that are not known. */
final class Keywords {
    /** As many typing errors still look like the word. */
    private static final int CLOSE = 2;

    private Keywords() {}

    /** {@return the error for a word, with the one that was probably meant, or all there are} */
    static SyntaxException unknown(String what, Token token, List<String> known) {
        var nearest = known.stream()
                .min(Comparator.comparingInt(word -> distance(word, token.text())))
                .filter(word -> distance(word, token.text()) <= CLOSE);
        var hint = nearest.map(word -> "; did you mean '" + word + "'?")
                .orElseGet(() -> "; there is: " + String.join(", ", known));
        return new SyntaxException(token.column(), "there is no " + what + ' ' + token.described() + hint);
    }

    /** How many letters have to be put in, left out or changed (Levenshtein's distance). */
    private static int distance(String one, String other) {
        var costs = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            costs[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.min(change, 1 + Math.min(costs[j], costs[j - 1]));
            }
        }
        return costs[other.length()];
    }
}
