package net.weftnet.config.access.user;

import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.weftnet.common.http.api.Accounts;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.Credentials;
import net.weftnet.common.storage.api.Table;
import net.weftnet.config.access.store.User;
import net.weftnet.config.access.store.Users;
import net.weftnet.config.access.user.Tokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * The users of the configuration, and those that the node has of its own as long as the configuration has none of their
 * name. Thread-safe.
 */
public final class UserAccounts implements Accounts {
    /** Hashes at a time: each takes memory, and a processor. */
    private static final int HASHES = 2;

    private static final Duration HASH_PATIENCE = Duration.ofSeconds(5);
    private static final Duration VERIFIED = Duration.ofMinutes(10);

    private final Supplier<Users> users;
    private final Accounts ofNode;
    private final UnaryOperator<String> secrets;
    private final String nobodysHash;
    private final VerifiedPasswords verified;
    private final SlowDown slowDown;
    private final Tokens tokens;
    private final Semaphore hashing = new Semaphore(HASHES);

    /**
     * The accounts.
     *
     * @param users the users of the configuration as of now
     * @param ofNode the users that the node has of its own
     * @param secrets the passwords of the users that the node has of its own
     * @param tokens the rows that all nodes keep tokens in
     * @param hashes makes the hash that passwords for unknown users are compared with
     */
    public UserAccounts(
            Supplier<Users> users,
            Accounts ofNode,
            UnaryOperator<String> secrets,
            Table tokens,
            Argon2 hashes,
            InstantSource clock) {
        this.users = users;
        this.ofNode = ofNode;
        this.secrets = secrets;
        nobodysHash = hashes.hash("nobody");
        verified = new VerifiedPasswords(VERIFIED, clock);
        slowDown = new SlowDown(clock);
        this.tokens = new Tokens(tokens, clock);
    }

    @Override
    public Verdict authenticate(Credentials credentials, SocketAddress peer) {
        return switch (credentials) {
            case Credentials.Password given -> password(given, peer);
            case Credentials.Token(var token) ->
                verdict(tokens.find(token).flatMap(session -> present(token, session)));
            case Credentials.Certificate(var name) ->
                verdict(users.get().ofCertificate(name).filter(User::isEnabled).map(UserAccounts::caller));
        };
    }

    /**
     * Makes a token for somebody who shows a password.
     *
     * @return the token; the verdict says who it is for, or why there is none
     */
    public Login login(Credentials.Password given, SocketAddress peer) {
        var verdict = password(given, peer);
        if (!(verdict instanceof Verdict.Known(var caller))) {
            return new Login(verdict, null);
        }
        var now = users.get();
        var hash = now.find(caller.name()).flatMap(User::hash);
        var password = hash.orElseGet(() -> secrets.apply(caller.name()));
        return new Login(verdict, tokens.issue(caller, hash.isEmpty(), password, now.tokenLifetime()));
    }

    /**
     * What a login came to.
     *
     * @param token null when the verdict is not that the user is known
     */
    public record Login(Verdict verdict, @Nullable Token token) {}

    /** Ends a token. {@return whether there was one} */
    public boolean logout(String token) {
        return tokens.revoke(token);
    }

    /** {@return who has given wrong passwords lately} */
    public List<SlowDown.Guessing> guessing() {
        return slowDown.guessing();
    }

    /** {@return how many tokens of a user are good} */
    public int tokens(String user) {
        return tokens.count().getOrDefault(user, 0);
    }

    private static Verdict verdict(Optional<Caller> caller) {
        return caller.<Verdict>map(Verdict.Known::new).orElseGet(Verdict.Unknown::new);
    }

    private static Caller caller(User user) {
        return new Caller(user.name(), user.roles());
    }

    /** The holder of a token as it is now; nobody when its password has changed, or it may not come in any more. */
    private Optional<Caller> present(String token, Session session) {
        var user = users.get().find(session.caller().name());
        if (session.isOfNode()) {
            return user.isEmpty()
                            && Tokens.isFor(
                                    token,
                                    session,
                                    secrets.apply(session.caller().name()))
                    ? Optional.of(session.caller())
                    : Optional.empty();
        }
        return user.filter(User::isEnabled)
                .filter(one -> one.hash()
                        .filter(hash -> Tokens.isFor(token, session, hash))
                        .isPresent())
                .map(UserAccounts::caller);
    }

    private Verdict password(Credentials.Password given, SocketAddress peer) {
        var user = users.get().find(given.user());
        var hash = user.filter(User::isEnabled).flatMap(User::hash);
        if (hash.isPresent() && verified.contains(given.user(), given.password(), hash.get())) {
            return verdict(user.map(UserAccounts::caller));
        }
        var pause = slowDown.pause(given.user(), peer);
        if (pause.isPresent()) {
            return new Verdict.Later(pause.get());
        }
        var verdict = user.isEmpty() ? ofNode(given, peer) : new Verdict.Unknown();
        if (verdict instanceof Verdict.Unknown) {
            // Unknown users take as long as known ones.
            verdict = compare(user, hash.orElse(nobodysHash), given);
        }
        switch (verdict) {
            case Verdict.Known _ -> slowDown.succeeded(given.user(), peer);
            case Verdict.Unknown _ -> slowDown.failed(given.user(), peer);
            case Verdict.Later _ -> {}
        }
        return verdict;
    }

    private Verdict ofNode(Credentials.Password given, SocketAddress peer) {
        return ofNode.authenticate(given, peer);
    }

    private Verdict compare(Optional<User> user, String hash, Credentials.Password given) {
        try {
            if (!hashing.tryAcquire(HASH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Verdict.Later(HASH_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Verdict.Later(HASH_PATIENCE);
        }
        try {
            boolean isRight = Argon2.matches(hash, given.password());
            if (!isRight || user.isEmpty() || !user.get().hash().equals(Optional.of(hash))) {
                return new Verdict.Unknown();
            }
            verified.add(given.user(), given.password(), hash);
            return new Verdict.Known(caller(user.get()));
        } finally {
            hashing.release();
        }
    }
}
