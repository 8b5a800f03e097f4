package net.weftnet.config.access.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Accounts.Verdict;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.config.access.store.TestUsers;
import net.weftnet.config.access.store.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in: passwords, the node's own accounts, guessing, tokens, certificates. */
class UserAccountsTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 1);
    private static final Argon2 CHEAP = new Argon2(new Argon2.Cost(64, 1, 1));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Map<String, String> hashes = new HashMap<>();
    private Users users = TestUsers.of("{}", hashes);
    private final Accounts ofNode =
            (credentials, peer) -> credentials.equals(new Credentials.Password("admin", "of the file"))
                    ? new Verdict.Known(new Caller("admin", Set.of("admin")))
                    : new Verdict.Unknown();
    private final MemoryTable rows = new MemoryTable();
    private String secret = "of the file";
    private final UserAccounts accounts = node();

    /** The accounts as one more config node has them. */
    private UserAccounts node() {
        return new UserAccounts(() -> users, ofNode, _ -> secret, rows, CHEAP, () -> now);
    }

    @BeforeEach
    void makeUsers() {
        hashes.put("alice", CHEAP.hash("correct horse"));
        users("true");
    }

    private void users(String enabled) {
        users = TestUsers.of(
                """
                {"role": [{"name": "admin"}, {"name": "operator"}],
                 "user": [{"name": "alice", "role": ["operator"], "enabled": %s, "certificate-name": ["laptop"]}],
                 "token-lifetime": 3600}"""
                        .formatted(enabled),
                hashes);
    }

    private Verdict password(String user, String password, InetSocketAddress peer) {
        return accounts.authenticate(new Credentials.Password(user, password), peer);
    }

    private static final Verdict ALICE = new Verdict.Known(new Caller("alice", Set.of("operator")));

    @Test
    void takesTheRightPasswordOnly() {
        assertEquals(ALICE, password("alice", "correct horse", HERE));
        assertEquals(new Verdict.Unknown(), password("alice", "correct Horse", HERE));
        assertEquals(new Verdict.Unknown(), password("alice", "", HERE));
        assertEquals(new Verdict.Unknown(), password("nobody", "nobody", HERE));
    }

    @Test
    void aVerifiedPasswordEndsWithTheHashItWasVerifiedAgainst() {
        assertEquals(ALICE, password("alice", "correct horse", HERE));
        assertEquals(ALICE, password("alice", "correct horse", HERE));
        hashes.put("alice", CHEAP.hash("battery staple"));
        users("true");
        assertEquals(new Verdict.Unknown(), password("alice", "correct horse", HERE));
        assertEquals(ALICE, password("alice", "battery staple", HERE));
        users("false");
        assertEquals(new Verdict.Unknown(), password("alice", "battery staple", HERE));
    }

    @Test
    void theAccountOfTheNodeIsGoodUntilAUserHasItsName() {
        assertInstanceOf(Verdict.Known.class, password("admin", "of the file", HERE));
        hashes.put("admin", CHEAP.hash("of the store"));
        users = TestUsers.of(
                "{\"role\": [{\"name\": \"admin\"}], \"user\": [{\"name\": \"admin\", \"role\": [\"admin\"]}]}",
                hashes);
        assertEquals(new Verdict.Unknown(), password("admin", "of the file", HERE));
        assertInstanceOf(Verdict.Known.class, password("admin", "of the store", HERE));
    }

    @Test
    void guessingIsSlowedDownForWhoGuessesAndNobodyElse() {
        assertEquals(ALICE, password("alice", "correct horse", THERE));
        for (int i = 0; i <= SlowDown.FREE; i++) {
            assertEquals(new Verdict.Unknown(), password("alice", "guess " + i, HERE));
        }
        assertEquals(new Verdict.Later(Duration.ofSeconds(1)), password("alice", "another guess", HERE));
        assertEquals(1, accounts.guessing().size());
        assertEquals(SlowDown.FREE + 1, accounts.guessing().getFirst().count());
        // The right password is known to be right, and not held up even from there.
        assertEquals(ALICE, password("alice", "correct horse", HERE));
        assertEquals(ALICE, password("alice", "correct horse", THERE));
        now = now.plusSeconds(1);
        assertEquals(new Verdict.Unknown(), password("alice", "another guess", HERE));
        assertEquals(new Verdict.Later(Duration.ofSeconds(2)), password("alice", "another guess", HERE));
        now = now.plus(SlowDown.MEMORY).plusSeconds(1);
        assertEquals(0, accounts.guessing().size());
        assertEquals(new Verdict.Unknown(), password("alice", "one more", HERE));
        assertEquals(1, accounts.guessing().getFirst().count());
    }

    @Test
    void noPauseIsLongerThanTheBound() {
        assertEquals(Duration.ZERO, SlowDown.pauseAfter(SlowDown.FREE));
        assertEquals(Duration.ofSeconds(4), SlowDown.pauseAfter(SlowDown.FREE + 3));
        assertEquals(SlowDown.LONGEST, SlowDown.pauseAfter(Integer.MAX_VALUE));
    }

    private String login() {
        var login = accounts.login(new Credentials.Password("alice", "correct horse"), HERE);
        assertEquals(
                now.plusSeconds(3600), Objects.requireNonNull(login.token()).end());
        return login.token().text();
    }

    private Verdict token(String token) {
        return accounts.authenticate(new Credentials.Token(token), THERE);
    }

    @Test
    void aTokenIsGoodForItsTime() {
        var token = login();
        assertEquals(ALICE, token(token));
        assertEquals(1, accounts.tokens("alice"));
        now = now.plusSeconds(3599);
        assertEquals(ALICE, token(token));
        now = now.plusSeconds(1);
        assertEquals(new Verdict.Unknown(), token(token));
        assertEquals(0, accounts.tokens("alice"));
    }

    @Test
    void aTokenEndsWithLogoutPasswordAndUser() {
        var first = login();
        assertTrue(accounts.logout(first));
        assertFalse(accounts.logout(first));
        assertEquals(new Verdict.Unknown(), token(first));
        var second = login();
        hashes.put("alice", CHEAP.hash("correct horse"));
        users("true");
        assertEquals(new Verdict.Unknown(), token(second));
        var third = login();
        users("false");
        assertEquals(new Verdict.Unknown(), token(third));
    }

    @Test
    void aTokenOfTheNodesAccountEndsWhenAUserTakesItsPlace() {
        var login = accounts.login(new Credentials.Password("admin", "of the file"), HERE);
        var token = Objects.requireNonNull(login.token()).text();
        assertInstanceOf(Verdict.Known.class, token(token));
        hashes.put("admin", CHEAP.hash("of the store"));
        users = TestUsers.of("{\"role\": [], \"user\": [{\"name\": \"admin\"}]}", hashes);
        assertEquals(new Verdict.Unknown(), token(token));
    }

    @Test
    void aTokenIsGoodOnAllNodesAndEndsOnAll() {
        var other = node();
        var token = login();
        assertEquals(ALICE, other.authenticate(new Credentials.Token(token), THERE));
        assertTrue(other.logout(token));
        assertEquals(ALICE, token(token));
        now = now.plus(Tokens.FRESH);
        assertEquals(new Verdict.Unknown(), token(token));
        var again = login();
        assertEquals(ALICE, other.authenticate(new Credentials.Token(again), THERE));
        hashes.put("alice", CHEAP.hash("correct horse"));
        users("true");
        assertEquals(new Verdict.Unknown(), other.authenticate(new Credentials.Token(again), THERE));
    }

    @Test
    void aTokenOfANodesAccountEndsWithItsPassword() {
        var login = accounts.login(new Credentials.Password("admin", "of the file"), HERE);
        var token = Objects.requireNonNull(login.token()).text();
        assertInstanceOf(Verdict.Known.class, node().authenticate(new Credentials.Token(token), THERE));
        secret = "another";
        assertEquals(new Verdict.Unknown(), token(token));
    }

    @Test
    void whatIsKnownHoldsWhileTheRowsCannotBeRead() {
        var token = login();
        rows.isLost = true;
        now = now.plus(Tokens.FRESH);
        assertEquals(ALICE, token(token));
        assertEquals(new Verdict.Unknown(), node().authenticate(new Credentials.Token(token), THERE));
        var alone = login();
        assertEquals(ALICE, token(alone));
        rows.isLost = false;
        assertFalse(rows.toString().contains(token));
    }

    @Test
    void rowsOfTokensThatEndedGo() {
        login();
        assertEquals(1, rows.size());
        now = now.plusSeconds(3601);
        node().login(new Credentials.Password("alice", "correct horse"), HERE);
        assertEquals(1, rows.size());
    }

    @Test
    void moreTokensOfOneUserEndItsOldest() {
        var first = login();
        for (int i = 1; i < Tokens.MOST_OF_ONE; i++) {
            now = now.plusMillis(1);
            accounts.login(new Credentials.Password("alice", "correct horse"), HERE);
        }
        assertEquals(ALICE, token(first));
        accounts.login(new Credentials.Password("alice", "correct horse"), HERE);
        assertEquals(new Verdict.Unknown(), token(first));
        assertEquals(Tokens.MOST_OF_ONE, accounts.tokens("alice"));
    }

    @Test
    void aCertificateStandsForTheUserThatNamesIt() {
        assertEquals(ALICE, accounts.authenticate(new Credentials.Certificate("laptop"), HERE));
        assertEquals(new Verdict.Unknown(), accounts.authenticate(new Credentials.Certificate("alice"), HERE));
        assertEquals(new Verdict.Unknown(), accounts.authenticate(new Credentials.Certificate("admin"), HERE));
        users("false");
        assertEquals(new Verdict.Unknown(), accounts.authenticate(new Credentials.Certificate("laptop"), HERE));
    }

    @Test
    void hashesHaveSaltsOfTheirOwnAndTellTheirCost() {
        var one = CHEAP.hash("x");
        assertNotEquals(one, CHEAP.hash("x"));
        assertTrue(one.startsWith("$argon2id$v=19$m=64,t=1,p=1$"), one);
        assertTrue(Argon2.matches(one, "x"));
        assertFalse(Argon2.matches(one, "y"));
    }

    /** The reference implementation's answer: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32}. */
    @Test
    void agreesWithTheReferenceImplementation() {
        assertTrue(Argon2.matches(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "$argon2id$",
                "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAA",
                "$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAA$AAAA",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
            })
    void whatIsNoHashMatchesNothing(String hash) {
        assertFalse(Argon2.matches(hash, ""));
    }
}
