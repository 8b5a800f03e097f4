package net.weftnet.config.policy.language;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into tokens; what is after a {@code #} is for people. */
final class Lexer {
    /** What ends a word. */
    private static final String SPECIAL = "[](),<>\"#";

    private final String line;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private Lexer(String line) {
        this.line = line;
    }

    static List<Token> tokens(String line) throws SyntaxException {
        var lexer = new Lexer(line);
        lexer.run();
        return lexer.tokens;
    }

    /** {@return whether a text is a word without quotes} */
    static boolean isWord(String text) {
        return !text.isEmpty() && text.chars().allMatch(Lexer::isInWord);
    }

    private static boolean isInWord(int c) {
        return c > ' ' && !Character.isWhitespace(c) && !Character.isISOControl(c) && SPECIAL.indexOf(c) < 0;
    }

    private void run() throws SyntaxException {
        while (next < line.length() && line.charAt(next) != '#') {
            char c = line.charAt(next);
            if (Character.isWhitespace(c)) {
                next++;
            } else if (c == '"') {
                quoted();
            } else if (c == '<' || c == '>') {
                direction();
            } else if (SPECIAL.indexOf(c) >= 0) {
                add(punctuation(c), next + 1);
            } else {
                word();
            }
        }
        tokens.add(new Token(Token.Kind.END_OF_LINE, "", next + 1));
    }

    private static Token.Kind punctuation(char c) {
        return switch (c) {
            case '[' -> Token.Kind.OPEN;
            case ']' -> Token.Kind.CLOSE;
            case '(' -> Token.Kind.BEGIN;
            case ')' -> Token.Kind.END;
            default -> Token.Kind.COMMA;
        };
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, line.substring(next, end), next + 1));
        next = end;
    }

    private void direction() throws SyntaxException {
        if (line.startsWith("<>", next)) {
            add(Token.Kind.DIRECTION, next + 2);
        } else if (line.charAt(next) == '>') {
            add(Token.Kind.DIRECTION, next + 1);
        } else {
            throw new SyntaxException(next + 1, "a direction is '>' or '<>'");
        }
    }

    private void word() throws SyntaxException {
        int end = next;
        while (end < line.length() && isInWord(line.charAt(end))) {
            end++;
        }
        if (end == next) {
            throw new SyntaxException(
                    next + 1, "the character U+%04X cannot be here".formatted((int) line.charAt(next)));
        }
        add(Token.Kind.WORD, end);
    }

    private void quoted() throws SyntaxException {
        int start = next;
        var text = new StringBuilder();
        for (int i = start + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                tokens.add(new Token(Token.Kind.QUOTED, text.toString(), start + 1));
                next = i + 1;
                return;
            }
            if (c == '\\') {
                i++;
                text.append(escaped(i));
            } else {
                text.append(c);
            }
        }
        throw new SyntaxException(start + 1, "the text that begins here has no closing quote");
    }

    private char escaped(int at) throws SyntaxException {
        char c = at < line.length() ? line.charAt(at) : ' ';
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new SyntaxException(at, "after a backslash stands \", \\, n, r or t");
        };
    }
}
