/** Script files → one text for the SQL front end, with a way back from its lines to the files. Immutable. */
package io.pelton.gateway.script;
