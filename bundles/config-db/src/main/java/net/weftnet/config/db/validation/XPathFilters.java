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

/** Filters that are evaluated as a {@code must} is. */
@Component
public final class XPathFilters implements NotificationFilters {
    /** Longer expressions could cost more than an event is worth. */
    private static final int LONGEST = 1024;

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
        Filter filter = event -> evaluator
                .evaluate(parsed, notification.getModule(), DataNode.root(schema, document(event)))
                .truth();
        // Functions and axes that YANG has not are found out now, where the evaluation gets to them.
        filter.passes(ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(notification))
                .build());
        return filter;
    }

    private YangXPathExpression parse(String expression) {
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException("It is longer than " + LONGEST + " characters");
        }
        try {
            // The parser ends where an expression ends: in an argument, what follows is an error.
            return parsers.newParser(new ModuleNames(modules)).parseExpression("boolean(" + expression + ')');
        } catch (XPathExpressionException | IllegalStateException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
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
