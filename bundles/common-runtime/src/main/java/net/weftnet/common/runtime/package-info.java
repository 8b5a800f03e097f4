/** What every node process needs: owner threads, back-off, TLS identities, health. */
@NullMarked
package net.weftnet.common.runtime;

import org.jspecify.annotations.NullMarked;
