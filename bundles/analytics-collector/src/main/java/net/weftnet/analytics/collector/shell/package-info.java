/** Shell commands about analytics. */
@NullMarked
package net.weftnet.analytics.collector.shell;

import org.jspecify.annotations.NullMarked;
