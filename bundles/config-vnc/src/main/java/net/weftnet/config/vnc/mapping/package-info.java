/** OpenContrail's JSON and the data of the modules, one made of the other. */
@NullMarked
package net.weftnet.config.vnc.mapping;

import org.jspecify.annotations.NullMarked;
