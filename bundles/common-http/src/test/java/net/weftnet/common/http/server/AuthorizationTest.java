package net.weftnet.common.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.weftnet.common.http.api.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header Authorization, well-formed and not. */
class AuthorizationTest {

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsBasicAndBearer() {
        assertEquals(Optional.of(new Credentials.Password("a", "b:c")), Authorization.parse(basic("a:b:c")));
        assertEquals(Optional.of(new Credentials.Password("", "")), Authorization.parse(basic(":")));
        assertEquals(Optional.of(new Credentials.Password("ä", "ß")), Authorization.parse(basic("ä:ß")));
        assertEquals(Optional.of(new Credentials.Password("a", "b")), Authorization.parse("bASIC   YTpi "));
        assertEquals(
                Optional.of(new Credentials.Token("a.b_c-d~e+f/g==")), Authorization.parse("BEARER a.b_c-d~e+f/g=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Basic",
                "Basic ",
                "Basic YQ==",
                "Basic !!!!",
                "Basic YTpi YTpi",
                "Basic gIA6gA==",
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer a,b",
                "Bearer é",
                "Digest username=\"a\"",
                "YTpi"
            })
    void whatCannotBeReadIsAsGoodAsNone(String header) {
        assertEquals(Optional.empty(), Authorization.parse(header));
    }

    @Property(tries = 500)
    void neverFails(@ForAll String header) {
        Authorization.parse(header);
        Authorization.parse("Basic " + header);
        Authorization.parse("Bearer " + header);
    }

    @Test
    void isNotReadWhenItIsTooLong() {
        assertEquals(Optional.empty(), Authorization.parse(basic("a:" + "b".repeat(4096))));
    }

    @Test
    void secretsAreNotInTexts() {
        assertFalse(Authorization.parse(basic("a:geheim")).toString().contains("geheim"));
        assertFalse(Authorization.parse("Bearer geheim").toString().contains("geheim"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=compute1|compute1",
                "O=Weftnet,CN=compute1|compute1",
                "CN=a\\,b|a,b",
                "O=Weftnet|",
                "CN=a,CN=b|",
                "junk|"
            })
    void aSubjectHasOneCommonNameOrNone(String subject, String name) {
        assertEquals(Optional.ofNullable(name), PeerCertificate.commonName(subject));
    }
}
