/** Login, and the audit log, over HTTP. */
@NullMarked
package net.weftnet.config.access.rest;

import org.jspecify.annotations.NullMarked;
