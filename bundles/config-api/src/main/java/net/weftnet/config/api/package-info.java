/** RESTCONF (RFC 8040) over the configuration datastore. */
@NullMarked
package net.weftnet.config.api;

import org.jspecify.annotations.NullMarked;
