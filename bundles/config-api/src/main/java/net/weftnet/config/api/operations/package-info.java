/** The operations of the module {@code weftnet-operations}: history and drafts. */
@NullMarked
package net.weftnet.config.api.operations;

import org.jspecify.annotations.NullMarked;
