package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.api.api.RpcImplementation;
import net.weftnet.config.db.api.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.Uint32;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;

/** Operations (RFC 8040 sections 3.3.2, 3.6 and 4.4.2). */
class OperationsTest {

    private static final QName PLAY = QName.create("urn:example", "2026-01-01", "play");
    private static final String BOWIE = "{\"example:input\": {\"artist\": \"Bowie\"}}";

    private final Api api = new Api(new TreeDatastore(), List.of());
    private final List<ContainerNode> inputs = new ArrayList<>();
    private final List<String> callers = new ArrayList<>();

    /** Plays what is asked for; knows no Monk. */
    private Optional<ContainerNode> play(ContainerNode input) throws ConfigException {
        inputs.add(input);
        var artist = input.getChildByArg(node("artist")).body();
        if (artist.equals("Monk")) {
            throw new ConfigException(
                    ConfigException.Kind.MISSING, YangInstanceIdentifier.of(), "There is nothing by Monk");
        }
        return Optional.of(ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(node("output"))
                .withChild(ImmutableNodes.newContainerBuilder()
                        .withNodeIdentifier(node("queue"))
                        .withChild(ImmutableNodes.leafNode(node("length"), Uint32.TWO))
                        .build())
                .withChild(ImmutableNodes.<String>newUserLeafSetBuilder()
                        .withNodeIdentifier(node("next"))
                        .withChildValue("Heroes")
                        .withChildValue("Ashes")
                        .build())
                .build());
    }

    private static NodeIdentifier node(String name) {
        return NodeIdentifier.create(QName.create(PLAY, name));
    }

    private interface Invocation {
        Optional<ContainerNode> invoke(ContainerNode input) throws ConfigException;
    }

    private RpcImplementation implementation(QName rpc, Invocation invocation) {
        return new RpcImplementation() {
            @Override
            public QName rpc() {
                return rpc;
            }

            @Override
            public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException {
                callers.add(caller.name());
                return invocation.invoke(input);
            }
        };
    }

    @BeforeEach
    void implement() {
        api.operations.add(implementation(QName.create(PLAY, "stop"), _ -> Optional.empty()));
        api.operations.add(implementation(PLAY, this::play));
        api.operations.add(implementation(QName.create("urn:other", "dance"), _ -> Optional.empty()));
    }

    private Api.Reply post(String operation, String body, String... headers) {
        return api.call(TestCall.of("POST /restconf/operations/" + operation, body, headers));
    }

    private Api.Reply json(String operation, String body) {
        return post(operation, body, "Content-Type: application/yang-data+json");
    }

    @Test
    void listsWhatIsImplementedAndDefined() {
        assertEquals(
                "{\"ietf-restconf:operations\":{\"example:play\":[null],\"example:stop\":[null]}}",
                api.call(TestCall.of("GET /restconf/operations", "")).compact());
        assertEquals(
                "<operations xmlns=\"urn:ietf:params:xml:ns:yang:ietf-restconf\">"
                        + "<play xmlns=\"urn:example\"/><stop xmlns=\"urn:example\"/></operations>",
                api.call(TestCall.of("GET /restconf/operations", "", "Accept: application/yang-data+xml"))
                        .compact());
    }

    @Test
    void invokesWithInputAndCallerAndSendsTheOutput() {
        var reply = json("example:play", BOWIE);
        assertEquals(200, reply.status(), reply.body());
        assertEquals(
                "{\"example:output\":{\"queue\":{\"length\":2},\"next\":[\"Heroes\",\"Ashes\"]}}", reply.compact());
        assertEquals(List.of("alice"), callers);
    }

    @Test
    void speaksXml() {
        var reply = post(
                "example:play",
                "<input xmlns=\"urn:example\"><artist>Bowie</artist></input>",
                "Content-Type: application/yang-data+xml");
        assertEquals(200, reply.status(), reply.body());
        assertEquals(
                "<output xmlns=\"urn:example\"><queue><length>2</length></queue><next>Heroes</next><next>Ashes</next></output>",
                reply.compact());
    }

    @Test
    void hasNothingToSendWithoutOutput() {
        assertEquals(204, post("example:stop", "").status());
        assertEquals(204, json("example:stop", "{\"example:input\": {}}").status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            {"example:input": {}} | missing-element | artist
            {"example:input": {"artist": "bowie"}} | malformed-message | [A-Z]
            {"example:input": {"artist": "Bowie", "song": [{"number": 1}]}} | missing-element | title
            {"example:input": {"artist": "Bowie", "room": "hall"}} | missing-element | volume
            {"example:input": {"artist": "Bowie", "dance": 1}} | malformed-message | no data
            {"example:output": {"artist": "Bowie"}} | malformed-message | no data
            {"example:input" | malformed-message |
            """)
    void refusesInputThatDoesNotFitTheSchema(String body, String tag, String message) {
        var reply = json("example:play", body);
        assertEquals(400, reply.status(), reply.body());
        Errors.assertJson(reply, tag, message == null ? "" : message);
        assertTrue(inputs.isEmpty());
    }

    @Test
    void takesTheCaseThatIsThereWhole() {
        assertEquals(
                200,
                json("example:play", "{\"example:input\": {\"artist\": \"Bowie\", \"room\": \"hall\", \"volume\": 3}}")
                        .status());
        assertEquals(
                200,
                json("example:play", "{\"example:input\": {\"artist\": \"Bowie\", \"device\": \"radio\"}}")
                        .status());
    }

    @Test
    void missesMandatoryInputThatIsNotSentAtAll() {
        Errors.assertJson(post("example:play", ""), "missing-element", "artist");
    }

    @Test
    void tellsWhyAnOperationRefuses() {
        var reply = json("example:play", BOWIE.replace("Bowie", "Monk"));
        assertEquals(404, reply.status());
        Errors.assertJson(reply, "data-missing", "There is nothing by Monk");
    }

    @Test
    void refusesOtherMethodsAndOperations() {
        var get = api.call(TestCall.of("GET /restconf/operations/example:play", ""));
        assertEquals(405, get.status());
        assertEquals("OPTIONS, POST", get.header("Allow"));
        assertEquals(
                "OPTIONS, POST",
                api.call(TestCall.of("OPTIONS /restconf/operations/example:play", ""))
                        .header("Allow"));
        assertEquals(404, post("example:pause", "").status());
        assertEquals(400, post("elsewhere:play", "").status());
        assertEquals(
                415, post("example:play", BOWIE, "Content-Type: text/plain").status());
        api.operations.clear();
        Errors.assertJson(json("example:play", BOWIE), "data-missing", "Nobody implements play");
    }
}
