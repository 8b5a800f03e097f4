/**
 * OpenContrail's REST API over the configuration datastore.
 *
 * <p>{@code mapping} derives OpenContrail's JSON from the modules, {@code index} finds objects by their UUID and who refers to
 * them, and {@code resource} answers the calls. None of them knows a type of objects; only the actions on the addresses of
 * a virtual network do, which are about that type.
 */
@NullMarked
package net.weftnet.config.vnc;

import org.jspecify.annotations.NullMarked;
