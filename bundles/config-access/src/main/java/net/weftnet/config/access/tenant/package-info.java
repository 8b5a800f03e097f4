/** What users see who are confined to projects. */
@NullMarked
package net.weftnet.config.access.tenant;

import org.jspecify.annotations.NullMarked;
