"""Values of goals as a table, on their way in: each row compared with the record, and only then written."""

from service.imports.values.carry_out import carry_out as carry_out
from service.imports.values.finding import Finding as Finding
from service.imports.values.finding import Outcome as Outcome
from service.imports.values.preview import BYTES_MOST as BYTES_MOST
from service.imports.values.preview import Preview as Preview
from service.imports.values.preview import preview as preview
from service.imports.values.told import told as told
from service.imports.values.told import told_in_parts as told_in_parts
