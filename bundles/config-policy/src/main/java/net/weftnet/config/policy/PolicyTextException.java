package net.weftnet.config.policy;

import java.util.List;
import java.util.stream.Collectors;
import net.weftnet.config.policy.language.Problem;

/** A text that is refused before anything is changed. */
public final class PolicyTextException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param name what the text is called
     */
    PolicyTextException(String name, String text, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.in(name, text)).collect(Collectors.joining("\n")));
    }
}
