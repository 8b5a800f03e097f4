/** The embedded store of analytics: rows of messages, the queue, the database and its limits. */
@NullMarked
package net.weftnet.analytics.store;

import org.jspecify.annotations.NullMarked;
