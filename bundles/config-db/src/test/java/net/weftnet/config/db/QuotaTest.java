package net.weftnet.config.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.rules.QuotaRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The quotas of projects and the limits of domains. */
@Timeout(60)
class QuotaTest {
    private static final String PROJECT = "/domain=default-domain/project=default-project";

    @TempDir
    Path directory;

    private TestConfig config;

    @BeforeEach
    void open() throws Exception {
        config = TestConfig.open(directory);
    }

    @AfterEach
    void close() {
        config.close();
    }

    private static String quota(String limits) {
        return TestConfig.replace(PROJECT + "/quota", "quota': {" + limits + "}");
    }

    private static String refusal(String object, String holder, int limit, String quota) {
        return object + ": " + holder + " may have " + limit + " by its quota " + quota + ", and has them already";
    }

    /** A new system has four networks in its default project. */
    @Test
    void nobodyHasMoreThanTheQuota() throws Exception {
        config.commit(quota("'virtual-network': 5"));
        config.commit(TestConfig.network("a", "10.0.0.0/24"));
        config.refused(
                Kind.EXHAUSTED,
                refusal(
                        "virtual-network default-domain:default-project:b",
                        "project default-domain:default-project",
                        5,
                        "virtual-network"),
                TestConfig.network("b", "10.0.1.0/24"));
        // What is there may be changed, and one that goes makes room, in the same commit, too.
        config.commit(TestConfig.network("a", "10.0.2.0/24"));
        config.commit(TestConfig.delete(PROJECT + "/virtual-network=a"), TestConfig.network("b", "10.0.1.0/24"));
        config.commit(quota("'virtual-network': -1"));
        config.commit(TestConfig.network("c", "10.0.3.0/24"));
    }

    @Test
    void aLoweredQuotaTakesNothingAway() throws Exception {
        config.commit(TestConfig.network("a", "10.0.0.0/24"), TestConfig.network("b", "10.0.1.0/24"));
        config.commit(quota("'virtual-network': 2"));
        config.commit(TestConfig.network("a", "10.0.5.0/24"));
        config.commit(TestConfig.delete(PROJECT + "/virtual-network=b"));
        var e = assertThrows(ConfigException.class, () -> config.commit(TestConfig.network("b", "10.0.1.0/24")));
        assertEquals(QuotaRule.APP_TAG, e.appTag().orElseThrow());
    }

    @Test
    void theDefaultHoldsForTypesWithoutOne() throws Exception {
        config.commit(quota("'defaults': 1, 'virtual-network': -1"));
        config.commit(TestConfig.network("a", "10.0.0.0/24"), TestConfig.port("p", "a"));
        config.refused(
                Kind.EXHAUSTED,
                refusal(
                        "virtual-machine-interface default-domain:default-project:q",
                        "project default-domain:default-project",
                        1,
                        "virtual-machine-interface"),
                TestConfig.port("q", "a"));
    }

    @Test
    void addressesCountForTheProjectOfTheirNetworkAndSubnetsOneByOne() throws Exception {
        config.commit(quota("'instance-ip': 1, 'subnet': 3"));
        config.commit(TestConfig.network("a", "10.0.0.0/24", "10.0.1.0/24"), TestConfig.address("i", "a", ""));
        config.refused(
                Kind.EXHAUSTED,
                refusal("instance-ip j", "project default-domain:default-project", 1, "instance-ip"),
                TestConfig.address("j", "a", ""));
        config.refused(
                Kind.EXHAUSTED,
                refusal(
                        "virtual-network default-domain:default-project:b",
                        "project default-domain:default-project",
                        3,
                        "subnet"),
                TestConfig.network("b", "10.0.2.0/24", "10.0.3.0/24"));
        config.commit(TestConfig.network("b", "10.0.2.0/24"));
    }

    @Test
    void domainsHaveLimitsToo() throws Exception {
        config.commit(
                TestConfig.replace("/domain=default-domain/domain-limits", "domain-limits': {'project-limit': 1}"));
        config.refused(
                Kind.EXHAUSTED,
                refusal("project default-domain:other", "domain default-domain", 1, "project-limit"),
                TestConfig.replace("/domain=default-domain/project=other", "project': [{'name': 'other'}]"));
    }

    @Test
    void ofParallelCreatesAsManySucceedAsTheQuotaLeaves() throws Exception {
        config.commit(quota("'virtual-network': 10"));
        var outcomes = new ConcurrentLinkedQueue<String>();
        var writers = IntStream.range(0, 32)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    try {
                        config.commit(TestConfig.network("n" + i, "10." + i + ".0.0/24"));
                        outcomes.add("made");
                    } catch (ConfigException e) {
                        outcomes.add(e.kind() + " " + e.appTag().orElse(""));
                    }
                }))
                .toList();
        for (var writer : writers) {
            writer.join();
        }
        assertEquals(6, outcomes.stream().filter("made"::equals).count(), outcomes::toString);
        assertTrue(outcomes.stream().allMatch(one -> one.equals("made") || one.equals("EXHAUSTED quota-exceeded")));
    }

    @Test
    void aRestartCountsWhatIsThere() throws Exception {
        config.commit(quota("'virtual-network': 5"));
        config.commit(TestConfig.network("a", "10.0.0.0/24"));
        config.close();
        config = TestConfig.open(directory);
        var e = assertThrows(ConfigException.class, () -> config.commit(TestConfig.network("b", "10.0.1.0/24")));
        assertEquals(Kind.EXHAUSTED, e.kind());
    }
}
