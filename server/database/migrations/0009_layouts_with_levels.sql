-- Tables have sections and levels now: what was found before is found anew when a sheet is next looked at.
update workbook_sheets set layout = null, layout_revision = null;
