package net.weftnet.config.access.nacm;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;

/**
 * All rules, as the data of {@code ietf-netconf-acm} says them. Immutable but for what it keeps ready; a change of the data
 * makes a new one. Thread-safe.
 */
public final class RuleBook {
    /** The group that may do everything, whatever the rules say. */
    public static final String ADMIN = "admin";

    /** For how many users rules are kept ready. */
    private static final int MOST_READY = 1000;

    private final boolean isEnabled;
    private final boolean areRolesGroups;
    private final Map<String, Set<String>> groups;
    private final List<RuleList> lists;
    private final List<Rule> ofModules;
    private final Set<Operation> defaults;
    private final Map<QName, Set<QNameModule>> modulesBelow;
    private final RuleReader reader;
    private final Map<Key, RuleSet> ready = new ConcurrentHashMap<>();

    /** Whose rules are ready. */
    private record Key(String user, Set<String> groups, boolean isTenant) {}

    /**
     * A rule-list.
     *
     * @param name its name
     * @param groups whom it is for; {@code *} for all
     * @param rules its rules as they are written
     */
    record RuleList(String name, Set<String> groups, List<RuleReader.Written> rules) {}

    /** The parts of the data, see {@link RuleReader}. */
    record Parts(
            boolean isEnabled,
            boolean areRolesGroups,
            Map<String, Set<String>> groups,
            List<RuleList> lists,
            Set<Operation> defaults) {}

    RuleBook(Parts parts, List<Rule> ofModules, Map<QName, Set<QNameModule>> modulesBelow, RuleReader reader) {
        isEnabled = parts.isEnabled();
        areRolesGroups = parts.areRolesGroups();
        groups = Map.copyOf(parts.groups());
        lists = List.copyOf(parts.lists());
        defaults = Set.copyOf(parts.defaults());
        this.ofModules = ofModules;
        this.modulesBelow = modulesBelow;
        this.reader = reader;
    }

    /** {@return the groups that a user with these roles is in} */
    public Set<String> groups(String user, Set<String> roles) {
        var all = new TreeSet<String>();
        if (areRolesGroups) {
            all.addAll(roles);
        }
        groups.forEach((group, users) -> {
            if (users.contains(user)) {
                all.add(group);
            }
        });
        return all;
    }

    /** {@return whether a user may do everything} */
    public boolean isUnrestricted(String user, Set<String> roles) {
        return roles.contains(ADMIN) || groups(user, roles).contains(ADMIN);
    }

    /**
     * {@return the rules for a user}
     *
     * @param isTenant whether the user is confined to projects: then everything there may be done that no rule speaks of
     */
    public RuleSet rules(String user, Set<String> roles, boolean isTenant) {
        if (ready.size() > MOST_READY) {
            ready.clear();
        }
        return ready.computeIfAbsent(new Key(user, groups(user, roles), isTenant), this::make);
    }

    private RuleSet make(Key key) {
        var every = Set.of(Operation.values());
        if (!isEnabled) {
            return new RuleSet(List.of(), every, modulesBelow);
        }
        var rules = new java.util.ArrayList<Rule>();
        for (var list : lists) {
            if (list.groups().contains("*") || list.groups().stream().anyMatch(key.groups()::contains)) {
                list.rules().forEach(rule -> rules.add(reader.rule(rule, rules.size(), key.user())));
            }
        }
        ofModules.forEach(rule ->
                rules.add(new Rule(rules.size(), rule.module(), rule.target(), rule.operations(), rule.isPermit())));
        return new RuleSet(rules, key.isTenant() ? every : new HashSet<>(defaults), modulesBelow);
    }
}
