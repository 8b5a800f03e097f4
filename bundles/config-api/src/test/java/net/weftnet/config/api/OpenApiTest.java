package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.api.api.RpcImplementation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/** The description of the API, as a parser of OpenAPI that others maintain reads it. */
class OpenApiTest {

    private static final String PROJECT = "/data/weftnet-config:config/domain={domain-name}/project={project-name}";

    private static OpenAPI parse(Api api) {
        var reply = api.call(TestCall.of("GET /restconf/openapi.json", ""));
        assertEquals(200, reply.status());
        assertEquals("application/json", reply.header("Content-Type"));
        var result = new OpenAPIV3Parser().readContents(reply.body(), null, new ParseOptions());
        assertEquals(List.of(), result.getMessages());
        return result.getOpenAPI();
    }

    private static Schema<?> property(OpenAPI document, String component, String name) {
        var schema = document.getComponents().getSchemas().get(component);
        assertNotNull(schema, component);
        return (Schema<?>) schema.getProperties().get(name);
    }

    private record Operation(QName rpc) implements RpcImplementation {
        @Override
        public Optional<ContainerNode> invoke(ContainerNode input, Caller caller) {
            return Optional.empty();
        }
    }

    @Test
    void aPageShowsIt(@TempDir Path directory) throws Exception {
        try (var config = RealConfig.open(directory)) {
            var page = config.api().call(TestCall.of("GET /restconf/openapi.html", ""));
            assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
            assertTrue(page.body().contains("fetch('openapi.json')"));
            assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"));
        }
    }

    @Test
    void describesTheWholeConfiguration(@TempDir Path directory) throws Exception {
        try (var config = RealConfig.open(directory)) {
            var document = parse(config.api());
            assertEquals("/restconf", document.getServers().getFirst().getUrl());
            var network = document.getPaths().get(PROJECT + "/virtual-network={virtual-network-name}");
            assertNotNull(network.getGet());
            assertNotNull(network.getPut());
            assertNotNull(network.getDelete());
            assertEquals(3, network.getParameters().size());
            var list = document.getPaths().get(PROJECT + "/virtual-network");
            assertNotNull(list.getGet());
            assertEquals(null, list.getPut());
            var compiled = document.getPaths().get("/data/weftnet-compiled:compiled");
            assertNotNull(compiled.getGet());
            assertEquals(null, compiled.getPut());
            var component = "weftnet-config.config.domain.project.virtual-network";
            assertEquals(
                    List.of("name"),
                    document.getComponents().getSchemas().get(component).getRequired());
            assertEquals("string", property(document, component, "uuid").getType());
            // Every resource that a path names has what it refers to: the parser has resolved all of them.
            assertTrue(
                    document.getPaths().size() > 300,
                    () -> "Only " + document.getPaths().keySet());
        }
    }

    @Test
    void encodesTypesAsRfc7951Does() {
        var api = new Api(new TreeDatastore(), List.of());
        api.operations.add(new Operation(QName.create("urn:example", "2026-01-01", "play")));
        var document = parse(api);
        var album = "example.library.artist.album";
        assertEquals("1900", property(document, album, "year").getMinimum().toString());
        assertEquals("2100", property(document, album, "year").getMaximum().toString());
        assertEquals(List.of("jazz", "rock"), property(document, album, "genre").getEnum());
        assertEquals("string", property(document, album, "plays").getType());
        assertEquals(
                Integer.valueOf(20),
                property(document, "example.library", "owner").getMaxLength());
        assertEquals("array", property(document, "example.library", "disc").getType());
        assertEquals(
                "array", property(document, "example.library.player", "broken").getType());
        assertEquals(true, property(document, "example.status", "plays").getReadOnly());
        var played = document.getPaths().get("/operations/example:play").getPost();
        var input = played.getRequestBody()
                .getContent()
                .get("application/yang-data+json")
                .getSchema()
                .getProperties();
        var artist = (Schema<?>)
                ((Schema<?>) input.get("example:input")).getProperties().get("artist");
        assertEquals("^(?:[A-Z].*)$", artist.getPattern());
        assertEquals(
                Set.of("/data/example:library/artist={artist-name}/album={album-name},{album-year}"),
                Set.copyOf(document.getPaths().keySet().stream()
                        .filter(path -> path.contains("album="))
                        .toList()));
    }

    @Test
    void isLinkedAndReadOnly() {
        var api = new Api(new TreeDatastore(), List.of());
        assertEquals(
                "</restconf/openapi.json>; rel=\"service-desc\"",
                api.call(TestCall.of("GET /restconf", "")).header("Link"));
        assertEquals(
                405, api.call(TestCall.of("PUT /restconf/openapi.json", "{}")).status());
        assertEquals(
                "GET, HEAD, OPTIONS",
                api.call(TestCall.of("OPTIONS /restconf/openapi.json", "")).header("Allow"));
    }
}
