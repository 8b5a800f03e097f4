/** Users, and how they prove who they are. */
@NullMarked
package net.weftnet.config.access.user;

import org.jspecify.annotations.NullMarked;
