/** The resources and actions of the API. */
@NullMarked
package net.weftnet.config.vnc.resource;

import org.jspecify.annotations.NullMarked;
