/** Where the object of a UUID is, and who refers to an object. */
@NullMarked
package net.weftnet.config.vnc.index;

import org.jspecify.annotations.NullMarked;
