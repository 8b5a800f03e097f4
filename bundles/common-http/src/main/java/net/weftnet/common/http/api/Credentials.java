package net.weftnet.common.http.api;

/** With what a caller shows who it is. The text form of none of them has a secret in it. */
public sealed interface Credentials {

    /** A name and a password, of a header {@code Authorization: Basic} (RFC 7617). */
    record Password(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "password of " + user;
        }
    }

    /** A token that a login has given, of a header {@code Authorization: Bearer} (RFC 6750). */
    record Token(String token) implements Credentials {
        @Override
        public String toString() {
            return "token";
        }
    }

    /**
     * A client certificate that the system's authority has signed; the handshake has proved that the peer has its key.
     *
     * @param commonName the common name of its subject
     */
    record Certificate(String commonName) implements Credentials {
        @Override
        public String toString() {
            return "certificate of " + commonName;
        }
    }
}
