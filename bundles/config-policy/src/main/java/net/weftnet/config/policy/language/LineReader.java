package net.weftnet.config.policy.language;

import java.util.ArrayList;
import java.util.List;

/** Reads the tokens of one line, one after the other. */
final class LineReader {
    private final List<Token> tokens;
    private int next;

    LineReader(String line) throws SyntaxException {
        tokens = Lexer.tokens(line);
    }

    /** Reads one element of a list. */
    @FunctionalInterface
    interface Element<T> {
        T read() throws SyntaxException;
    }

    Token peek() {
        return tokens.get(next);
    }

    boolean isAtEnd() {
        return peek().kind() == Token.Kind.END_OF_LINE;
    }

    boolean skip(Token.Kind kind) {
        boolean isThere = peek().kind() == kind;
        if (isThere) {
            next++;
        }
        return isThere;
    }

    boolean skipWord(String word) {
        boolean isThere = peek().isWord(word);
        if (isThere) {
            next++;
        }
        return isThere;
    }

    Token expect(Token.Kind kind) throws SyntaxException {
        if (peek().kind() != kind) {
            throw unexpected(kind.toString());
        }
        return tokens.get(next++);
    }

    /** A word or a text in quotes. */
    Token expectText(String what) throws SyntaxException {
        return switch (peek().kind()) {
            case WORD, QUOTED -> tokens.get(next++);
            default -> throw unexpected(what);
        };
    }

    SyntaxException unexpected(String expected) {
        return new SyntaxException(peek().column(), "expected " + expected + ", not " + peek().described());
    }

    void expectEnd() throws SyntaxException {
        if (!isAtEnd()) {
            throw unexpected("the end of the line");
        }
    }

    /** Reads {@code [one, another]}, at least one. */
    <T> List<T> list(Element<T> element) throws SyntaxException {
        expect(Token.Kind.OPEN);
        var all = new ArrayList<T>();
        do {
            all.add(element.read());
        } while (skip(Token.Kind.COMMA));
        expect(Token.Kind.CLOSE);
        return all;
    }
}
