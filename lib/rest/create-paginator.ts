import { auto } from '../sdk/paginate/auto.ts';
import { cursor } from '../sdk/paginate/cursor.ts';
import { headerCursor } from '../sdk/paginate/header-cursor.ts';
import { headerLink } from '../sdk/paginate/header-link.ts';
import { jsonLink } from '../sdk/paginate/json-link.ts';
import { offset } from '../sdk/paginate/offset.ts';
import { pageNumber } from '../sdk/paginate/page-number.ts';
import type { Paginator } from '../sdk/paginate/paginator.ts';
import { singlePage } from '../sdk/paginate/single-page.ts';
import { stopWhen } from '../sdk/paginate/stop-when.ts';
import type { PagingPlace, RestResource } from '../spec/rest-source.ts';

/** The pagination that a resource configures. Unless it says where, a POST with a body has its paging values in the body, any other in the query. */
export function createPaginator(resource: PagedResource): Paginator {
  const { stopWhen: isOver } = resource.pagination;
  const paginator = createByType(resource);
  return isOver === undefined ? paginator : stopWhen(paginator, isOver);
}

type PagedResource = Pick<RestResource, 'pagination' | 'method' | 'json' | 'params'>;

function createByType(resource: PagedResource): Paginator {
  const { pagination } = resource;
  const sentBy = ({ param, sentBy: given }: { readonly param: string; readonly sentBy?: PagingPlace | undefined }) =>
    given ?? choosePlace(resource, param);
  switch (pagination.type) {
    case 'auto':
      return auto();
    case 'single_page':
      return singlePage();
    case 'page_number':
      return pageNumber({ ...pagination, sentBy: sentBy(pagination) });
    case 'offset':
      return offset({ ...pagination, sentBy: sentBy(pagination) });
    case 'cursor':
      return cursor({ ...pagination, sentBy: sentBy(pagination) });
    case 'json_link':
      return jsonLink(pagination);
    case 'header_link':
      return headerLink(pagination);
    case 'header_cursor':
      return headerCursor({ ...pagination, sentBy: sentBy(pagination) });
  }
}

function choosePlace({ method, json, params }: Pick<RestResource, 'method' | 'json' | 'params'>, param: string) {
  return method === 'POST' && json !== undefined && !Object.hasOwn(params, param) ? 'json' : 'query';
}
