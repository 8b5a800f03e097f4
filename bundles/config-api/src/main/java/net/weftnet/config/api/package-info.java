/**
 * RESTCONF (RFC 8040) over the configuration datastore.
 *
 * <p>A request goes through three steps, each of which may refuse it: {@link net.weftnet.config.api.RestconfResources} finds
 * the resource and the method, the decoder makes YANG data of path and body, and the reader or the writer works on one
 * snapshot or in one commit. The grammar of paths, the codecs and the error vocabulary are OpenDaylight's
 * restconf-server-spi.
 */
@NullMarked
package net.weftnet.config.api;

import org.jspecify.annotations.NullMarked;
