package net.weftnet.protocol.ifmap;

/** The words and signs of a filter. White space may stand before each, but not within a qualified name. */
final class FilterScanner {
    private final String text;
    private int at;

    FilterScanner(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    boolean atEnd() {
        skipSpace();
        return at == text.length();
    }

    /** {@return the next sign; a line end where there is none} */
    char peek() {
        return atEnd() ? '\n' : text.charAt(at);
    }

    boolean take(char sign) {
        boolean found = peek() == sign;
        at += found ? 1 : 0;
        return found;
    }

    void require(char sign) throws IfmapException {
        if (!take(sign)) {
            throw bad("'" + sign + "' expected");
        }
    }

    /** Takes the colon within a qualified name. */
    boolean takeColon() {
        boolean found = at < text.length() && text.charAt(at) == ':';
        at += found ? 1 : 0;
        return found;
    }

    /** Takes a word that is not the beginning of a longer name. */
    boolean takeWord(String word) {
        skipSpace();
        int end = at + word.length();
        boolean found = text.startsWith(word, at)
                && (end == text.length() || !isNameCharacter(text.charAt(end)) && text.charAt(end) != ':');
        at = found ? end : at;
        return found;
    }

    /** Takes a word with the parenthesis that follows it. */
    boolean takeCall(String word) {
        int start = at;
        if (takeWord(word) && take('(')) {
            return true;
        }
        at = start;
        return false;
    }

    /** A name right here: white space before it is skipped by {@link #peek}. */
    String nameOrStar() throws IfmapException {
        return at < text.length() && text.charAt(at) == '*' ? text.substring(at, ++at) : name();
    }

    String name() throws IfmapException {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (start == at || !isNameStart(text.charAt(start))) {
            throw bad("a name expected");
        }
        return text.substring(start, at);
    }

    String quoted() throws IfmapException {
        char quote = peek();
        int end = quote == '"' || quote == '\'' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw bad("a quoted value expected");
        }
        var value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }

    IfmapException bad(String why) {
        return new IfmapException(ErrorCode.FAILURE, "Bad filter '" + text + "' at " + at + ": " + why);
    }
}
