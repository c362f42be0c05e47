-- Models read a schema's properties in the document's order, which jsonb does not keep.
ALTER TABLE tools ALTER COLUMN tool TYPE json USING tool::json;
ALTER TABLE sources ALTER COLUMN definitions DROP DEFAULT;
ALTER TABLE sources ALTER COLUMN definitions TYPE json USING definitions::json;
ALTER TABLE sources ALTER COLUMN definitions SET DEFAULT '{}';
