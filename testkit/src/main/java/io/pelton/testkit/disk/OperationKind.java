package io.pelton.testkit.disk;

/** What changes a disk or makes a change durable; each such operation has a number. */
enum OperationKind {
    WRITE, TRUNCATE, FORCE, CREATE, CREATE_FOLDER, DELETE, RENAME, LINK, FORCE_FOLDER
}
