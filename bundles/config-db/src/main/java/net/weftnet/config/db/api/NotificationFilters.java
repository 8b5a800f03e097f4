package net.weftnet.config.db.api;

import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/** Filters of event streams: expressions of XPath 1.0 as YANG has it, over notifications (RFC 8040 section 4.8.4). */
public interface NotificationFilters {

    /**
     * {@return a filter for one kind of notification}
     *
     * @param notification the kind
     * @param expression its prefixes are names of modules; names without one are those of the notification's module
     * @throws IllegalArgumentException when this is no such expression; the message says why
     */
    Filter filter(QName notification, String expression);

    /** An expression that is true or not for a notification. Thread-safe. */
    @FunctionalInterface
    interface Filter {

        /**
         * {@return whether the expression is true for the document that has this notification and nothing else}
         *
         * @throws IllegalArgumentException when the expression costs too much here, or the content shows that it is none
         */
        boolean passes(ContainerNode notification);
    }
}
