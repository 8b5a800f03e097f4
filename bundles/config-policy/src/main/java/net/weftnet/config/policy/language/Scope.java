package net.weftnet.config.policy.language;

import java.util.Optional;

/**
 * What names without a colon are relative to. A name with a colon is fully qualified; where that has one part only, a
 * colon stands before it.
 *
 * @param project domain and project, joined by a colon; empty if all names are fully qualified
 */
record Scope(Optional<String> project) {

    static Scope of(String policy) {
        int end = policy.lastIndexOf(':');
        return new Scope(end < 0 ? Optional.empty() : Optional.of(policy.substring(0, end)));
    }

    String qualified(Token name) throws SyntaxException {
        var text = name.text();
        if (text.startsWith(":")) {
            return checked(name, text.substring(1));
        }
        if (text.contains(":")) {
            return checked(name, text);
        }
        return checked(
                name,
                project.orElseThrow(() -> new SyntaxException(
                                name.column(),
                                "'" + text + "' is relative to a project, and none was named; say it in full"
                                        + " (domain:project:name), or begin with: project DOMAIN:PROJECT"))
                        + ':'
                        + text);
    }

    private static String checked(Token name, String qualified) throws SyntaxException {
        boolean isWhole = !qualified.isEmpty()
                && !qualified.startsWith(":")
                && !qualified.endsWith(":")
                && !qualified.contains("::");
        if (!isWhole || qualified.chars().anyMatch(Character::isISOControl)) {
            throw new SyntaxException(name.column(), "'" + qualified + "' is no name: a part of it is empty");
        }
        return qualified;
    }

    /** {@return the shortest text for a name} */
    String shortened(String qualified) {
        var prefix = project.map(p -> p + ':').orElse("");
        if (!prefix.isEmpty() && qualified.startsWith(prefix) && qualified.indexOf(':', prefix.length()) < 0) {
            return qualified.substring(prefix.length());
        }
        return qualified.contains(":") ? qualified : ':' + qualified;
    }
}
