/** Shell commands about the store of analytics. */
@NullMarked
package net.weftnet.analytics.store.shell;

import org.jspecify.annotations.NullMarked;
