package net.weftnet.config.policy.language;

/**
 * The smallest part of a line that means something.
 *
 * @param text what it says, without quotes
 * @param column where it begins, from 1
 */
record Token(Kind kind, String text, int column) {

    enum Kind {
        /** A keyword, name, number or prefix. */
        WORD("a word"),
        /** A text in quotes, never a keyword. */
        QUOTED("a text"),
        OPEN("'['"),
        CLOSE("']'"),
        BEGIN("'('"),
        END("')'"),
        COMMA("','"),
        DIRECTION("'>' or '<>'"),
        END_OF_LINE("the end of the line");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        @Override
        public String toString() {
            return description;
        }
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** {@return the token as an error message names it} */
    String described() {
        return switch (kind) {
            case END_OF_LINE -> kind.toString();
            case QUOTED -> "the text \"" + text + "\"";
            default -> "'" + text + "'";
        };
    }
}
