package net.weftnet.config.policy.language;

/** Ends the reading of one line; never leaves the package. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    SyntaxException(int column, String message) {
        super(message);
        this.column = column;
    }

    Problem at(int line) {
        return new Problem(line, column, String.valueOf(getMessage()));
    }
}
