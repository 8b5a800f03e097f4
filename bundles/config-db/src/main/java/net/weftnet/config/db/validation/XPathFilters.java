package net.weftnet.config.db.validation;

import java.util.Optional;
import javax.xml.xpath.XPathExpressionException;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.NotificationFilters;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.Evaluator;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.YangNamespaceContext;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.Module;
import org.opendaylight.yangtools.yang.model.api.SchemaContext;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathExpression;
import org.opendaylight.yangtools.yang.xpath.api.YangXPathParserFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Filters that are evaluated as a {@code must} is, but whoever writes one does not get more than so much work for it. */
@Component
public final class XPathFilters implements NotificationFilters {
    /** Longer expressions could cost more than an event is worth. */
    private static final int LONGEST = 1024;

    /** In an event without content, what is honest costs a small part of this. */
    private static final long TRIAL_STEPS = 10_000;

    /** Enough for some ten thousand edits in one commit; less than a second. */
    private static final long EVENT_STEPS = 1_000_000;

    private static final NodeIdentifier ROOT = new NodeIdentifier(SchemaContext.NAME);

    private final EffectiveModelContext modules;
    private final YangXPathParserFactory parsers;
    private final Evaluator evaluator;

    /** Filters for the notifications of a datastore's modules. */
    @Activate
    public XPathFilters(@Reference ConfigDatastore datastore, @Reference YangXPathParserFactory parsers) {
        this(datastore.modelContext(), parsers);
    }

    /** Filters for the notifications of these modules. */
    public XPathFilters(EffectiveModelContext modules, YangXPathParserFactory parsers) {
        this.modules = modules;
        this.parsers = parsers;
        evaluator = new Evaluator(modules);
    }

    @Override
    public Filter filter(QName notification, String expression) {
        var schema = modules.findNotification(notification)
                .map(SchemaNode::of)
                .orElseThrow(() -> new IllegalArgumentException("There is no notification " + notification));
        var parsed = parse(expression);
        // Functions and axes that YANG has not are found out now, where the evaluation gets to them.
        var empty = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(notification))
                .build();
        evaluator.evaluate(parsed, notification.getModule(), DataNode.root(schema, document(empty)), TRIAL_STEPS);
        return event -> evaluator
                .evaluate(parsed, notification.getModule(), DataNode.root(schema, document(event)), EVENT_STEPS)
                .truth();
    }

    private YangXPathExpression parse(String expression) {
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException("It is longer than " + LONGEST + " characters");
        }
        requireOneArgument(expression);
        try {
            // The parser ends where an expression ends: in an argument, what follows is an error.
            return parsers.newParser(new ModuleNames(modules)).parseExpression("boolean(" + expression + ')');
        } catch (XPathExpressionException | IllegalStateException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What closes the bracket that is put around the expression, or begins another argument, is not one expression. */
    private static void requireOneArgument(String expression) {
        int depth = 0;
        for (int at = 0; at < expression.length(); at++) {
            char c = expression.charAt(at);
            switch (c) {
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                case '\'', '"' -> at = expression.indexOf(c, at + 1);
                default -> {}
            }
            if (at < 0) {
                throw new IllegalArgumentException("A quotation mark at its end is missing");
            }
            if (depth < 0 || depth == 0 && c == ',') {
                throw new IllegalArgumentException("There is no place for the " + c + " at " + (at + 1));
            }
        }
    }

    private static ContainerNode document(ContainerNode notification) {
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(ROOT)
                .withChild(notification)
                .build();
    }

    /** The prefix of a module is its name (RFC 8040 section 4.8.4). */
    private record ModuleNames(EffectiveModelContext modules) implements YangNamespaceContext {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable QNameModule namespaceForPrefix(String prefix) {
            return module(prefix).map(Module::getQNameModule).orElse(null);
        }

        private Optional<? extends Module> module(String name) {
            return modules.findModules(name).stream().findFirst();
        }

        @Override
        public @Nullable String prefixForNamespace(QNameModule namespace) {
            return modules.findModule(namespace).map(Module::getName).orElse(null);
        }
    }
}
