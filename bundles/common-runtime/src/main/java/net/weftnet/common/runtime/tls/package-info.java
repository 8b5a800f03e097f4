/** The node's certificate and the authority that signs it. */
@NullMarked
package net.weftnet.common.runtime.tls;

import org.jspecify.annotations.NullMarked;
