package net.weftnet.config.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import net.weftnet.config.db.api.Candidate;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.policy.language.PolicyFile;
import net.weftnet.config.policy.language.PolicyFile.Policy;
import net.weftnet.config.policy.language.PolicyParser;
import net.weftnet.config.policy.language.PolicyPrinter;
import net.weftnet.config.policy.language.Problem;
import net.weftnet.config.policy.rules.PolicyTree;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The policies of the configuration as texts in the policy language. */
@Component(service = PolicyTexts.class)
public final class PolicyTexts {
    private final ConfigDatastore datastore;
    private final ConfigDrafts drafts;
    private final PolicyTree tree;

    /** The policies of this datastore. */
    @Activate
    public PolicyTexts(@Reference ConfigDatastore datastore, @Reference ConfigDrafts drafts) {
        this.datastore = datastore;
        this.drafts = drafts;
        tree = new PolicyTree(datastore.modelContext());
    }

    /**
     * {@return the text of policies}
     *
     * @param names fully qualified; empty for all
     * @throws ConfigException when there is no policy of a name
     */
    public String print(Collection<String> names) throws ConfigException {
        var all = tree.read(datastore.snapshot().tree());
        for (var name : names) {
            if (all.stream().noneMatch(policy -> policy.name().equals(name))) {
                throw new ConfigException(
                        ConfigException.Kind.MISSING,
                        YangInstanceIdentifier.of(ConfigSchema.CONFIG),
                        "there is no policy " + name + "; there is: "
                                + all.stream().map(Policy::name).collect(Collectors.joining(", ")));
            }
        }
        return PolicyPrinter.print(new PolicyFile(all.stream()
                .filter(policy -> names.isEmpty() || names.contains(policy.name()))
                .toList()));
    }

    /** {@return all that is wrong with a text in itself, whatever else is configured} */
    public List<Problem> problems(String text) {
        var result = PolicyParser.parse(text);
        return result.problems().isEmpty() ? tree.problems(result.file()) : result.problems();
    }

    /**
     * Does all that loading does but change anything.
     *
     * @param name what the text is called in errors
     * @return what would change; empty if nothing would
     * @throws PolicyTextException when the text itself is wrong
     * @throws ConfigException when it does not fit the rest of the configuration
     */
    public Optional<Candidate> check(String name, String text, String author)
            throws PolicyTextException, ConfigException {
        var file = read(name, text);
        var draft = "policy-check-" + UUID.randomUUID();
        try {
            drafts.edit(draft, author, tree.edit(file));
            return drafts.check(draft);
        } finally {
            drafts.discard(draft);
        }
    }

    /**
     * Makes the policies of a text be what it says, by one commit. Other policies stay as they are.
     *
     * @param name what the text is called in errors
     * @throws PolicyTextException when the text itself is wrong
     * @throws ConfigException when it does not fit the rest of the configuration
     */
    public Commit load(String name, String text, String author, String comment)
            throws PolicyTextException, ConfigException {
        return datastore.commit(author, comment, tree.edit(read(name, text)));
    }

    private PolicyFile read(String name, String text) throws PolicyTextException {
        var problems = problems(text);
        if (!problems.isEmpty()) {
            throw new PolicyTextException(name, text, problems);
        }
        return PolicyParser.parse(text).file();
    }
}
