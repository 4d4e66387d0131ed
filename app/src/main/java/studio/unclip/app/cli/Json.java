package studio.unclip.app.cli;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Results for programs: one JSON object on stdout and nothing else there. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static void print(PrintWriter out, ObjectNode node) {
        out.println(MAPPER.writeValueAsString(node));
        out.flush();
    }

    /** JSON in a string as part of a result. */
    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }
}
