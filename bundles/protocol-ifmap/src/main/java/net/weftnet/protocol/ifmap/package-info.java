/** IF-MAP 2.0: identifiers, metadata, SOAP codec, both ends of a session. */
@NullMarked
package net.weftnet.protocol.ifmap;

import org.jspecify.annotations.NullMarked;
