package net.weftnet.config.policy.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.weftnet.config.policy.language.PolicyFile.Kind;
import net.weftnet.config.policy.language.PolicyFile.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text in the policy language: one statement a line. A line that cannot be understood is reported, and reading goes on
 * with the next one, so all problems of a text are found at once.
 */
public final class PolicyParser {
    private static final int MAX_PROBLEMS = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Policy> policies = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private Scope scope = new Scope(Optional.empty());
    private @Nullable Header header;
    private List<Rule> rules = new ArrayList<>();

    private record Header(Kind kind, String name, Optional<List<String>> networks, int line) {}

    /**
     * What was read.
     *
     * @param file what could be understood
     * @param problems what could not, in the order of the text; at most 100
     */
    public record Result(PolicyFile file, List<Problem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    private PolicyParser() {}

    /** {@return what a text says} */
    public static Result parse(String text) {
        var parser = new PolicyParser();
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length && parser.problems.size() < MAX_PROBLEMS; i++) {
            try {
                parser.statement(lines[i], i + 1);
            } catch (SyntaxException e) {
                parser.problems.add(e.at(i + 1));
            }
        }
        parser.endPolicy();
        return new Result(new PolicyFile(parser.policies), parser.problems);
    }

    private void statement(String line, int number) throws SyntaxException {
        var in = new LineReader(line);
        if (in.isAtEnd()) {
            return;
        }
        if (in.skipWord("project")) {
            endPolicy();
            project(in);
        } else if (in.skipWord(Kind.NETWORK_POLICY.keyword())) {
            begin(in, Kind.NETWORK_POLICY, number);
        } else if (in.skipWord(Kind.SECURITY_GROUP.keyword())) {
            begin(in, Kind.SECURITY_GROUP, number);
        } else {
            rule(in, number);
        }
    }

    private void project(LineReader in) throws SyntaxException {
        var name = in.expectText("the name of a project (DOMAIN:PROJECT)");
        in.expectEnd();
        if (!name.text().matches("[^:]+:[^:]+")) {
            throw new SyntaxException(name.column(), "a project is named DOMAIN:PROJECT, not '" + name.text() + "'");
        }
        scope = new Scope(Optional.of(name.text()));
    }

    private void begin(LineReader in, Kind kind, int line) throws SyntaxException {
        endPolicy();
        // Rules below a heading with an error in it still belong to it, not to the policy before.
        header = new Header(kind, "", Optional.empty(), line);
        var token = in.expectText("the name of a " + kind.type());
        var name = scope.qualified(token);
        Optional<List<String>> networks = Optional.empty();
        if (kind == Kind.NETWORK_POLICY && in.skipWord("on")) {
            var within = Scope.of(name);
            networks = Optional.of(in.list(() -> within.qualified(in.expectText("the name of a network"))).stream()
                    .distinct()
                    .toList());
        }
        in.expectEnd();
        if (!names.add(kind + name)) {
            throw new SyntaxException(token.column(), "the " + kind.type() + ' ' + name + " is there twice");
        }
        header = new Header(kind, name, networks, line);
    }

    private void rule(LineReader in, int line) throws SyntaxException {
        var policy = header;
        if (policy == null) {
            throw in.unexpected("project, policy or security-group: a rule belongs to a policy");
        }
        var parser = new RuleParser(in, policy.kind(), policy.name().isEmpty() ? scope : Scope.of(policy.name()));
        rules.add(parser.rule(line));
    }

    private void endPolicy() {
        var policy = header;
        if (policy != null && !policy.name().isEmpty()) {
            policies.add(new Policy(policy.kind(), policy.name(), policy.networks(), rules, policy.line()));
        }
        header = null;
        rules = new ArrayList<>();
    }
}
