package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.xml.XmlElement;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.LeafListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.ListSchemaNode;
import org.opendaylight.yangtools.yang.model.api.MandatoryAware;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.TypedDataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.type.EnumTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.LeafrefTypeDefinition;

/** The data tree as one page of HTML without scripts: what has something inside unfolds. */
final class TreePage {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Weftnet: the model</title><style>
            body { font: 15px/1.5 sans-serif; margin: 2em; color: #222 }
            details, .leaf { margin-left: 1.4em }
            summary { cursor: pointer }
            b { font-family: monospace }
            i { color: #277 } span { color: #666 }
            </style></head><body><h1>The model</h1>
            <p>Lists show their key in brackets; what is required has a *.</p>
            """;

    String write(EffectiveModelContext modules, QName... roots) {
        var page = new StringBuilder(HEAD);
        for (var root : List.of(roots)) {
            write(modules.findDataTreeChild(root).orElseThrow(), page);
        }
        return page.append("</body></html>\n").toString();
    }

    private void write(DataSchemaNode node, StringBuilder page) {
        var inner = inner(node);
        page.append(inner.isEmpty() ? "<div class=\"leaf\">" : "<details><summary>");
        page.append("<b>").append(title(node)).append("</b>");
        if (node instanceof TypedDataSchemaNode typed) {
            page.append(" <i>");
            XmlElement.escape(type(typed.getType()), page);
            page.append("</i>");
        }
        page.append(" <span>");
        XmlElement.escape(node.getDescription().orElse("").replaceAll("\\s+", " "), page);
        page.append(inner.isEmpty() ? "</span></div>\n" : "</span></summary>\n");
        if (!inner.isEmpty()) {
            inner.forEach(child -> write(child, page));
            page.append("</details>\n");
        }
    }

    private static List<DataSchemaNode> inner(DataSchemaNode node) {
        return switch (node) {
            case DataNodeContainer container -> new ArrayList<>(container.getChildNodes());
            case ChoiceSchemaNode choice -> new ArrayList<>(choice.getCases());
            default -> List.of();
        };
    }

    private static String title(DataSchemaNode node) {
        var name = node.getQName().getLocalName();
        return switch (node) {
            case ListSchemaNode list ->
                name + " ["
                        + String.join(
                                " ",
                                list.getKeyDefinition().stream()
                                        .map(QName::getLocalName)
                                        .toList())
                        + "]";
            case LeafListSchemaNode _ -> name + " []";
            case MandatoryAware mandatory when mandatory.isMandatory() -> name + " *";
            default -> name;
        };
    }

    private static String type(TypeDefinition<?> type) {
        return switch (type) {
            case EnumTypeDefinition names ->
                String.join(
                        " | ",
                        names.getValues().stream()
                                .map(EnumTypeDefinition.EnumPair::getName)
                                .toList());
            case LeafrefTypeDefinition leafref ->
                "→ " + leafref.getPathStatement().getOriginalString().replaceAll("\\w+:", "");
            default -> type.getQName().getLocalName();
        };
    }
}
