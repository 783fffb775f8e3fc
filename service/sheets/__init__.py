"""Tables out and in, as CSV and as XLSX: what they hold is known to those who make and read them."""

from service.sheets.cells import TEXT_MOST as TEXT_MOST
from service.sheets.cells import Cell as Cell
from service.sheets.cells import Media as Media
from service.sheets.cells import Row as Row
from service.sheets.cells import Sheet as Sheet
from service.sheets.csv_file import csv_file as csv_file
from service.sheets.table import Read as Read
from service.sheets.table import read_table as read_table
from service.sheets.values import day_of as day_of
from service.sheets.values import decimal_of as decimal_of
from service.sheets.xlsx_file import xlsx_file as xlsx_file
