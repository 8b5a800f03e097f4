package net.weftnet.config.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.weftnet.config.db.api.Commit;
import net.weftnet.config.db.api.ConfigException;

/**
 * What writers asked for and were told, and the check that the log explains all of it: it is one chain; what was answered for
 * is in it once, and after whatever had been answered for when it was asked (so it is linearizable); what is in it was asked
 * for; no count is lost; no number is given twice, and no address to two at a time.
 */
final class Recording {
    private static final Pattern NUMBER = Pattern.compile("\"virtual-network-network-id\":\\s*(\\d+)");
    private static final Pattern COUNT = Pattern.compile("\"weftnet-config:display-name\":\\s*\"(\\d+)\"");
    private static final Pattern ADDRESS = Pattern.compile("\"instance-ip-address\":\\s*\"([^\"]+)\"");

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    /**
     * One change.
     *
     * @param name of the change, which no other has; the comment of its commit
     * @param asked when, in nanoseconds
     * @param answered when
     * @param commit what was answered; empty when the store was not available, so that it may have been made or not
     */
    record Operation(String name, long asked, long answered, Optional<Commit> commit) {}

    void add(Operation operation) {
        operations.add(operation);
    }

    long answered() {
        return operations.stream()
                .filter(operation -> operation.commit().isPresent())
                .count();
    }

    void check(LogDatastore datastore) throws ConfigException {
        var commits = datastore.commitsSince(0, Integer.MAX_VALUE);
        checkChain(commits);
        checkAnswers(commits);
        checkRealTime();
        checkChanges(datastore, commits);
    }

    private static void checkChain(List<Commit> commits) {
        for (int i = 0; i < commits.size(); i++) {
            assertEquals(i + 1, commits.get(i).revision());
            if (i > 0) {
                assertEquals(
                        Optional.of(commits.get(i - 1).id()), commits.get(i).predecessor());
            }
        }
    }

    private void checkAnswers(List<Commit> commits) {
        Map<String, Commit> made = new HashMap<>();
        for (var commit : commits) {
            if (commit.author().equals(Writer.AUTHOR)) {
                var other = made.put(commit.comment(), commit);
                assertTrue(other == null, () -> "made twice: " + commit + " and " + other);
            }
        }
        Set<String> asked = new HashSet<>();
        for (var operation : operations) {
            asked.add(operation.name());
            operation.commit().ifPresent(commit -> assertEquals(commit, made.get(operation.name()), "lost or moved"));
        }
        made.keySet().forEach(name -> assertTrue(asked.contains(name), () -> "nobody asked for: " + name));
    }

    /** Who asks after an answer has come gets a later place in the order. */
    private void checkRealTime() {
        var byQuestion = new ArrayList<>(operations);
        byQuestion.removeIf(operation -> operation.commit().isEmpty());
        var byAnswer = new ArrayList<>(byQuestion);
        byQuestion.sort(Comparator.comparingLong(Operation::asked));
        byAnswer.sort(Comparator.comparingLong(Operation::answered));
        int before = 0;
        long newest = 0;
        for (var operation : byQuestion) {
            for (; byAnswer.get(before).answered() < operation.asked(); before++) {
                newest = Math.max(newest, revision(byAnswer.get(before)));
            }
            long known = newest;
            assertTrue(revision(operation) > known, () -> operation + " is not after revision " + known);
        }
    }

    private static long revision(Operation operation) {
        return operation.commit().orElseThrow().revision();
    }

    private static void checkChanges(LogDatastore datastore, List<Commit> commits) throws ConfigException {
        var numbers = new HashSet<String>();
        var holders = new HashMap<String, String>();
        long count = 0;
        for (var commit : commits) {
            if (!commit.author().equals(Writer.AUTHOR)) {
                continue;
            }
            var change = datastore.changeSet(commit).orElseThrow();
            var object = Writer.object(commit.comment());
            switch (Writer.kind(commit.comment())) {
                case NETWORK -> assertTrue(numbers.add(only(NUMBER, change)), () -> "a number given twice: " + change);
                case COUNT -> assertEquals(++count, Long.parseLong(only(COUNT, change)), commit::toString);
                case TAKE -> {
                    var other = holders.putIfAbsent(only(ADDRESS, change), object);
                    assertTrue(other == null, () -> object + " has the address of " + other);
                }
                case GIVE -> assertTrue(holders.values().remove(object), () -> object + " had no address");
            }
        }
    }

    private static String only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), () -> pattern + " is not in " + text);
        return matcher.group(1);
    }
}
