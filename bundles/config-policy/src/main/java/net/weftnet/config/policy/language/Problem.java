package net.weftnet.config.policy.language;

/**
 * Something in a text that cannot be understood or is not acceptable.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 * @param message what is wrong and what would be right
 */
public record Problem(int line, int column, String message) {

    /** {@return the problem with the line of the text that it is in, and a mark under the place} */
    public String in(String name, String text) {
        var lines = text.split("\n", -1);
        var source = line <= lines.length ? lines[line - 1].stripTrailing() : "";
        return "%s:%d:%d: %s%n    %s%n    %s^".formatted(name, line, column, message, source, indent(source, column));
    }

    /** White space that is as wide as what stands before the column: tabs stay tabs. */
    private static String indent(String source, int column) {
        var before = source.substring(0, Math.min(column - 1, source.length()));
        return before.replaceAll("[^\t]", " ");
    }
}
