package io.pelton.sql.diagnostic;

/** How bad it is; only an ERROR refuses the script. */
public enum Severity {
    ERROR, WARNING, NOTE
}
